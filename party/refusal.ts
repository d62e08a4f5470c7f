import { ERRORS, type ErrorCode } from '#core/error-codes.ts';

/** Why something that somebody asked for was not done, in words for them. */
export interface Refusal {
  code: ErrorCode;
  message: string;
}

/** A refusal with the words of its code, or with more fitting ones. */
export function refusal(code: ErrorCode, message: string = ERRORS[code].text): Refusal {
  return { code, message };
}

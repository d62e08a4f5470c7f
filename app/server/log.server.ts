/** What a line is about. Closed, so that an operator can filter by it. */
const CATEGORIES = [
  'http',
  'auth',
  'mail',
  'room',
  'recording',
  'report',
  'sandbox',
  'model',
  'call',
] as const;
export type LogCategory = (typeof CATEGORIES)[number];

/** Codes, counts and ids only. Never names, mail addresses, tokens, link secrets, code or texts of people. */
type Fields = Record<string, string | number | boolean | null>;

/** Writes a line that an operator may want to know. */
export function logInfo(category: LogCategory, message: string, fields: Fields = {}): void {
  console.log(JSON.stringify({ level: 'info', category, message, ...fields }));
}

/** Writes a line that somebody must act on. `message` is static; what varies goes into fields. */
export function logError(category: LogCategory, message: string, fields: Fields = {}): void {
  console.error(JSON.stringify({ level: 'error', category, message, ...fields }));
}

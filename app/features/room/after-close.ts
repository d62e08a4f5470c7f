import { getCloseReason } from '#core/close-codes.ts';

/** Refused tokens in a row before the page gives up and says so: a fourth would hardly fare better. */
export const MAX_TOKEN_REFUSALS = 3;
/** How long the room asks to be left alone after too many messages. */
const TOO_FAST_PAUSE = 10_000;

/** Why the page does not try again by itself, in words for the person in front of it. */
export interface StopReason {
  title: string;
  text: string;
  /** What the button offers. */
  offer: 'reload' | 'retry' | 'take-over';
}

export type AfterClose =
  /** Transient: the provider tries again on its own. */
  | { do: 'nothing' }
  /** Ask the app whether this person may still enter, and connect with what it says. */
  | { do: 'new-token' }
  | { do: 'wait'; forMs: number; text: string }
  /** Keep a copy of the texts to show, forget this device's version of the files, enter anew. */
  | { do: 'drop-local'; text: string }
  | { do: 'stop'; reason: StopReason }
  | { do: 'leave' };

/**
 * The duty of the browser after the room closed its socket with `code`; `core/close-codes.ts` lists them.
 * `tokenRefusals`: how many times in a row, this one included, the token was not taken.
 */
export function decideAfterClose(code: number, tokenRefusals: number): AfterClose {
  switch (getCloseReason(code)) {
    case 'badToken':
      if (tokenRefusals < MAX_TOKEN_REFUSALS) return { do: 'new-token' };
      return stop(
        'You could not be let in',
        'The room did not accept your pass. Try again in a moment.',
        'retry',
      );
    case 'accessChanged':
      return { do: 'new-token' };
    case 'interviewOver':
      return { do: 'leave' };
    case 'versionMismatch':
      return stop('There is a newer version', 'Reload this page to go on. Your edits are kept.', 'reload');
    case 'badMessage':
      return stop(
        'This page got out of step',
        'Reload it to go on. Your edits are kept on this device.',
        'reload',
      );
    case 'roomFull':
      return stop('The room is full', 'Close other tabs with this interview, then try again.', 'retry');
    case 'elsewhere':
      return stop('This interview is open in another tab', 'One tab is used at a time.', 'take-over');
    case 'takenOver':
      return stop('You went on in another tab', 'Your edits are there. This one stands still.', 'take-over');
    case 'tooFast':
      return { do: 'wait', forMs: TOO_FAST_PAUSE, text: 'Too much at once. Reconnecting in ten seconds.' };
    case 'tooLarge':
      return { do: 'drop-local', text: 'The last edit was too large for the room, so it was taken back.' };
    case 'authorship':
      return { do: 'drop-local', text: 'Edits of an earlier visit could not be matched with the room.' };
    case 'forbidden':
      return {
        do: 'drop-local',
        text: 'The files were locked while you typed, so those edits were not taken.',
      };
    case 'resync':
    case null:
      return { do: 'nothing' };
  }
}

function stop(title: string, text: string, offer: StopReason['offer']): AfterClose {
  return { do: 'stop', reason: { title, text, offer } };
}

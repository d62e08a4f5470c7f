interface RateLimit {
  /** Tries allowed in one window. */
  tries: number;
  /** Length of a window in seconds. */
  windowInS: number;
}

/** How often things may be tried, by whom, and what each limit prevents. */
export const RATE_LIMITS = {
  /** Guessing one account's password from many machines. */
  'sign-in:account': { tries: 10, windowInS: 15 * 60 },
  /** Guessing many accounts' passwords from one machine. An office behind one address still fits. */
  'sign-in:address': { tries: 60, windowInS: 15 * 60 },
  /** Filling the database with accounts. */
  'sign-up:address': { tries: 20, windowInS: 3600 },
  /** Filling somebody's mailbox: every kind of mail that a stranger can ask for counts here. */
  'mail:account': { tries: 5, windowInS: 15 * 60 },
  /** Sending mail to lists of addresses. */
  'mail:address': { tries: 30, windowInS: 15 * 60 },
  /** Guessing the codes of mailed links. */
  'confirm:address': { tries: 30, windowInS: 15 * 60 },
  /** Guessing the current password in an open session. */
  'password-change:account': { tries: 10, windowInS: 15 * 60 },
  /** Guessing secrets of links. Lookups that find one count too, or a guesser would see which do. */
  'join-lookup:address': { tries: 200, windowInS: 15 * 60 },
  /** Filling a lobby through a link that works. A class behind one address still fits. */
  'join:address': { tries: 60, windowInS: 15 * 60 },
  'join:link': { tries: 100, windowInS: 3600 },
  /** A page that asks for tokens in a loop. A normal one asks every four minutes and on reconnecting. */
  'room-token:participant': { tries: 120, windowInS: 60 },
  'room-token:address': { tries: 1200, windowInS: 60 },
  /** A page that asks for the call in a loop. A normal one asks when it opens and after a lost connection. */
  'call:participant': { tries: 60, windowInS: 60 },
  'call:address': { tries: 1200, windowInS: 60 },
  /** A page that asks for the lobby in a loop, or a script that admits and declines in turn. */
  'lobby:participant': { tries: 240, windowInS: 60 },
  /** A page that asks for the problem in a loop; each answer may be a megabyte. */
  'problem:participant': { tries: 120, windowInS: 60 },
  /** A page that asks the assistant in a loop: each question reads files and may cost money. */
  'assistant:participant': { tries: 30, windowInS: 60 },
  /** A script that writes problems in a loop, each of which every browser in the room fetches. */
  'problem:account': { tries: 60, windowInS: 60 },
  /** Packing tapes in a loop. A page of a running interview asks every few seconds; a panel behind one address fits. */
  'replay-tape:address': { tries: 600, windowInS: 60 },
  /** A page that asks for comments, links or the log in a loop. */
  'replay-read:address': { tries: 600, windowInS: 60 },
  /** Filling the database with comments by a stolen session. */
  'replay-comment:account': { tries: 120, windowInS: 60 },
  /** A page that asks for the guide, notes or marks in a loop. */
  'panel-read:account': { tries: 240, windowInS: 60 },
  /** Filling the database with notes by a stolen session. */
  'panel-write:account': { tries: 240, windowInS: 60 },
  /** Filling the database with links by a stolen session. */
  'replay-link:account': { tries: 120, windowInS: 3600 },
  /** Code that is run in a loop: live interviews need the sandbox, too. */
  'replay-fork:account': { tries: 60, windowInS: 60 },
  /** A page that asks for the curve in a loop; each time the tape is unpacked. */
  'replay-curve:account': { tries: 30, windowInS: 60 },
  /** A script that writes settings in a loop. */
  'settings:account': { tries: 120, windowInS: 60 },
  /** Mail to candidates by a stolen session. */
  'invite-mail:account': { tries: 60, windowInS: 3600 },
  /** Filling the database with questions by a stolen session. */
  'question-write:account': { tries: 240, windowInS: 3600 },
  /** Unpacking archives in a loop; each may hold many questions. */
  'question-import:account': { tries: 30, windowInS: 3600 },
  /** Verifying in a loop: it runs every test twice in each language, and live interviews need the sandbox, too. */
  'question-publish:account': { tries: 30, windowInS: 600 },
  /** Asking a language model in a loop by a stolen session: each draft costs money. */
  'question-draft:account': { tries: 20, windowInS: 3600 },
  /** What an organisation can spend on drafts in a day; one costs from some cents to about a dollar. */
  'question-draft:organisation': { tries: 60, windowInS: 24 * 3600 },
  /** Filling the database with interviews by a stolen session. */
  'create-interview:account': { tries: 120, windowInS: 3600 },
} as const satisfies Record<string, RateLimit>;

export type RateLimitName = keyof typeof RATE_LIMITS;

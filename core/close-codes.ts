/**
 * Why the room closed a socket, and what the browser must do about it.
 * Codes 4400 to 4499 are final for y-websocket 3.1 and later: it does not reconnect by itself.
 * Codes 4500 and above are transient: the provider comes back with its usual back-off.
 */
export const CLOSE_CODES = {
  /** A frame could not be read. Duty: stop, say that this page must be reloaded. */
  badMessage: 4400,
  /** No token, or one that is forged, expired or for another room. Duty: fetch a new one and connect again; give up after three refusals. */
  badToken: 4401,
  /** The role may not do what was sent, for example an observer's edit. Duty: drop local edits, join again read-only. */
  forbidden: 4403,
  /** The page speaks another version of the protocol. Duty: ask for a reload. */
  versionMismatch: 4406,
  /** Access was changed or taken away. Duty: ask the app for a new token; it says whether there is one. */
  accessChanged: 4408,
  /** The interview is over. Duty: show the end page. */
  interviewOver: 4410,
  /** An edit was written under somebody else's identity. Duty: offer a copy of the text, drop the local copy, join again. */
  authorship: 4411,
  /** A frame or the document is over its limit. Duty: say so, take back the last edit, join again. */
  tooLarge: 4413,
  /** The room, or this person, has too many connections. Duty: say so, offer to try again. */
  roomFull: 4423,
  /** This person has the room open in another tab. Duty: say so, offer to use this tab instead. */
  elsewhere: 4424,
  /** Another tab of this person took over. Duty: stop, offer to use this tab instead. */
  takenOver: 4425,
  /** Too many messages. Duty: wait ten seconds, join again. */
  tooFast: 4429,
  /** The room missed something this page built upon, or is restarting. Duty: none, the provider reconnects and syncs anew. */
  resync: 4500,
} as const;
export type CloseReason = keyof typeof CLOSE_CODES;

/** The reason behind a close code, or null for codes that are not ours (1006 and the like). */
export function getCloseReason(code: number): CloseReason | null {
  for (const [reason, value] of Object.entries(CLOSE_CODES)) {
    if (value === code) return reason as CloseReason;
  }
  return null;
}

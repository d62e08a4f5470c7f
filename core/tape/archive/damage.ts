/** What is wrong with bytes that are no archive body, or no longer one. */
export class DamagedArchiveError extends Error {
  constructor(what: string) {
    super(`The archive is damaged: ${what}.`);
  }
}

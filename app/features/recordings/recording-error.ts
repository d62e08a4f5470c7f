/** Why a recording is not stored yet, in words that hold nothing of what was recorded, so that they may be logged. */
export class RecordingError extends Error {
  override name = 'RecordingError';
}

/** What may be logged of whatever was thrown: our own words, or the name of an error that is somebody else's. */
export function describeForLog(error: unknown): string {
  if (error instanceof RecordingError) return error.message;
  return error instanceof Error ? error.name : 'unknown';
}

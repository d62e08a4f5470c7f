import type { Frame } from '#core/tape/frames.ts';

/** An archived tape that is read from its start, piece by piece. */
export interface OpenArchive {
  count: number;
  /** The next frames, at most `max`; none at the end. Throws an `Error` when the bytes are damaged. */
  read: (max: number) => Frame[];
}

/** Opens an archived tape. Throws an `Error` in words when this page cannot read it. */
export function openArchive(_bytes: Uint8Array): OpenArchive {
  throw new Error('This recording was archived in a form that this page does not know. Reload the page.');
}

import type { Frame } from '#core/tape/frames.ts';

/** Says where two lists of frames begin to differ, byte for byte; null when they are the same. */
export function findDifference(frames: readonly Frame[], others: readonly Frame[]): string | null {
  for (const [n, frame] of frames.entries()) {
    const other = others[n];
    if (!other) return `frame ${n} is missing`;
    if (!Object.is(frame.at, other.at)) return `frame ${n} is at ${other.at}, not at ${frame.at}`;
    if (!Object.is(frame.kind, other.kind)) return `frame ${n} is of kind ${other.kind}, not ${frame.kind}`;
    if (frame.author !== other.author) return `frame ${n} is by ${other.author}, not by ${frame.author}`;
    if (Buffer.compare(frame.payload, other.payload) !== 0) return `frame ${n} says something else`;
  }
  return others.length > frames.length ? `there are ${others.length - frames.length} frames too many` : null;
}

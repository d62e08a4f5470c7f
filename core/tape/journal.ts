import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { type Frame, isUpdateKind } from './frames.ts';
import { decodeSegment } from './segment.ts';

/**
 * A journal on its way from a room (`GET <room>/journal?from=N`) or in an archive: segments in order, each as a
 * varuint8array, without gap or overlap, the first beginning at position N.
 */

/** One segment as part of a journal. */
export function encodeJournalPart(segment: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint8Array(encoder, segment);
  return encoding.toUint8Array(encoder);
}

/** The frames of a journal that begins at position `from`. Throws when it is torn, damaged or has a gap. */
export function decodeJournal(bytes: Uint8Array, from = 0): Frame[] {
  const decoder = decoding.createDecoder(bytes);
  const frames: Frame[] = [];
  while (decoding.hasContent(decoder)) {
    const segment = decodeSegment(decoding.readVarUint8Array(decoder));
    if (!segment) throw new Error('The journal is damaged: a segment cannot be read.');
    if (segment.firstPosition !== from + frames.length) throw new Error('The journal has a gap.');
    for (const frame of segment.frames) frames.push(frame);
  }
  return frames;
}

/** The document that these frames make from nothing: all of a journal, or its beginning up to some position. */
export function foldDocument(frames: Iterable<Frame>): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const { kind, payload } of frames) if (isUpdateKind(kind)) Y.applyUpdate(doc, payload);
  });
  return doc;
}

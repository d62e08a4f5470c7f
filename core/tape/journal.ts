import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import { chainFrames, isSameLink } from './chain.ts';
import { type Frame, isUpdateKind } from './frames.ts';
import { decodeSegment, type Segment } from './segment.ts';

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

/**
 * How a journal is damaged. `torn`: it ends in the middle of a segment. `changed`: a segment is not what was written.
 * `gap`: frames are missing before a segment, or come twice. `chain`: two segments that follow each other do not fit;
 * somebody changed one of them and made its checksum fit.
 */
export type JournalFault = 'torn' | 'changed' | 'gap' | 'chain';

export interface JournalDamage {
  fault: JournalFault;
  /** Position of the first frame that cannot be read any more. */
  position: number;
  /** Bytes of the journal before the damage. */
  soundBytes: number;
  /** The above for people, with what can still be read. */
  message: string;
}

export interface SalvagedJournal {
  /** All frames up to the damage. */
  frames: Frame[];
  /** Link of the chain after them, or null when neither caller nor journal said one to begin with. */
  link: Uint8Array | null;
  /** Null when nothing is wrong. */
  damage: JournalDamage | null;
}

/**
 * Reads as much of a journal as is sound, and says where it breaks and how; never throws. `from` is the position at
 * which it begins, `link` the chain's link there: `startChain(interviewId)` at 0. Without it the first link that the
 * journal says is believed.
 */
export function salvageJournal(bytes: Uint8Array, from = 0, link: Uint8Array | null = null): SalvagedJournal {
  const decoder = decoding.createDecoder(bytes);
  const frames: Frame[] = [];
  let last = link;
  while (decoding.hasContent(decoder)) {
    const soundBytes = decoder.pos;
    const position = from + frames.length;
    const segment = readPart(decoder, position, last);
    if (typeof segment === 'string')
      return { frames, link: last, damage: describe(segment, position, soundBytes) };
    last ??= segment.link;
    if (last) last = chainFrames(last, segment.frames);
    for (const frame of segment.frames) frames.push(frame);
  }
  return { frames, link: last, damage: null };
}

/**
 * The frames of a journal; arguments are those of `salvageJournal`. Throws when it is torn, damaged, has a gap or does
 * not fit its chain.
 */
export function decodeJournal(bytes: Uint8Array, from = 0, link: Uint8Array | null = null): Frame[] {
  const { frames, damage } = salvageJournal(bytes, from, link);
  if (damage) throw new Error(damage.message);
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

/** The next segment, or why it is none that can stand at this position, behind this link. */
function readPart(
  decoder: decoding.Decoder,
  position: number,
  last: Uint8Array | null,
): Segment | JournalFault {
  let bytes: Uint8Array;
  try {
    bytes = decoding.readVarUint8Array(decoder);
  } catch {
    return 'torn'; // lib0 throws where the bytes end too early, also when a length was changed to more than there is
  }
  const segment = decodeSegment(bytes);
  if (!segment) return 'changed';
  if (segment.firstPosition !== position) return 'gap';
  return segment.link && last && !isSameLink(segment.link, last) ? 'chain' : segment;
}

const WORDS = {
  torn: 'it ends in the middle of an entry',
  changed: 'a checksum does not fit',
  gap: 'entries are missing or come twice',
  chain: 'an entry is not the one that was recorded',
} as const satisfies Record<JournalFault, string>;

function describe(fault: JournalFault, position: number, soundBytes: number): JournalDamage {
  const rest =
    position === 0 ? 'Nothing of it can be read.' : `The ${position} entries before that can still be read.`;
  return { fault, position, soundBytes, message: `The journal is damaged: ${WORDS[fault]}. ${rest}` };
}

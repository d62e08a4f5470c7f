import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import * as Y from 'yjs';
import {
  encodeMessage,
  FRAME_AWARENESS,
  FRAME_MESSAGE,
  FRAME_QUERY_AWARENESS,
  FRAME_SYNC,
  type ServerMessage,
} from '#core/room-protocol.ts';

const SYNC_STEP_1 = 0;
const SYNC_STEP_2 = 1;
const SYNC_UPDATE = 2;

/** A frame as it came from a browser; the bytes are views into it. */
export type ClientFrame =
  | { type: 'sync-step-1'; stateVector: Uint8Array }
  | { type: 'sync-step-2' | 'update'; update: Uint8Array }
  | { type: 'awareness'; entries: Uint8Array }
  | { type: 'query-awareness' }
  | { type: 'message'; json: string };

/** The frame in these bytes, or null when it is none: unknown type, cut short, or with something behind it. */
export function parseClientFrame(bytes: Uint8Array): ClientFrame | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    const frame = readFrame(decoder);
    return decoding.hasContent(decoder) ? null : frame;
  } catch {
    return null; // cut short: lib0 throws at the end of the bytes
  }
}

/** Asks the browser for what the room does not have. */
export function encodeSyncStep1(doc: Y.Doc): Uint8Array {
  return frameOf(FRAME_SYNC, SYNC_STEP_1, Y.encodeStateVector(doc));
}

/** Answers a step 1, or null when its state vector cannot be read. */
export function encodeSyncStep2(doc: Y.Doc, stateVector: Uint8Array): Uint8Array | null {
  try {
    return frameOf(FRAME_SYNC, SYNC_STEP_2, Y.encodeStateAsUpdate(doc, stateVector));
  } catch {
    return null; // lib0 throws at the end of the bytes; the caller closes the sender
  }
}

export function encodeUpdate(update: Uint8Array): Uint8Array {
  return frameOf(FRAME_SYNC, SYNC_UPDATE, update);
}

/** Entries as made by `AwarenessBoard`. */
export function encodeAwareness(entries: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, FRAME_AWARENESS);
  encoding.writeVarUint8Array(encoder, entries);
  return encoding.toUint8Array(encoder);
}

/** Awareness of nobody: keeps y-websocket from dropping a room that has nothing to say for 30 s. */
export const EMPTY_AWARENESS: Uint8Array = encodeAwareness(Uint8Array.of(0));

export const QUERY_AWARENESS: Uint8Array = Uint8Array.of(FRAME_QUERY_AWARENESS);

export function encodeServerMessage(message: ServerMessage): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, FRAME_MESSAGE);
  encoding.writeVarString(encoder, encodeMessage(message));
  return encoding.toUint8Array(encoder);
}

function readFrame(decoder: decoding.Decoder): ClientFrame | null {
  switch (decoding.readVarUint(decoder)) {
    case FRAME_SYNC:
      switch (decoding.readVarUint(decoder)) {
        case SYNC_STEP_1:
          return { type: 'sync-step-1', stateVector: decoding.readVarUint8Array(decoder) };
        case SYNC_STEP_2:
          return { type: 'sync-step-2', update: decoding.readVarUint8Array(decoder) };
        case SYNC_UPDATE:
          return { type: 'update', update: decoding.readVarUint8Array(decoder) };
        default:
          return null;
      }
    case FRAME_AWARENESS:
      return { type: 'awareness', entries: decoding.readVarUint8Array(decoder) };
    case FRAME_QUERY_AWARENESS:
      return { type: 'query-awareness' };
    case FRAME_MESSAGE:
      return { type: 'message', json: decoding.readVarString(decoder) };
    default:
      return null;
  }
}

function frameOf(type: number, step: number, bytes: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, bytes);
  return encoding.toUint8Array(encoder);
}

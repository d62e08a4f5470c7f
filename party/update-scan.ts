import * as decoding from 'lib0/decoding';
import { MAX_CLIENT_IDS, MAX_CLOCK } from './room-limits.ts';

/** Clocks `from` (included) to `to` (not included) of one Yjs client. */
export interface ClockRange {
  client: number;
  from: number;
  to: number;
}

/** What an update would do, told without applying it. */
export interface UpdateScan {
  /** Content it carries, one range for each client. */
  inserts: ClockRange[];
  deletes: ClockRange[];
  /** Pieces of content that they are made of. One piece stands in one place. */
  structs: number;
  /** It says itself that something in the middle is missing. */
  hasGap: boolean;
  /** Characters that its texts hold, in UTF-16 units. */
  characters: number;
  /** Entries that it adds to the root map of files. */
  newFiles: number;
}

/** An update that the room does not apply: torn, forged, or with content that our documents do not have. */
export class UnreadableUpdateError extends Error {}

/**
 * Reads a Yjs V1 update once, from its first byte to its last, and makes nothing of it. This stands before
 * `Y.applyUpdate` because that would allocate what a forged count asks for, and would keep the first half of an
 * update whose second half is torn. Content kinds that our document shape never uses (JSON, formats, embeds,
 * binaries, subdocuments) are refused: deep JSON, for one, makes a document that nobody can encode any more.
 *
 * Throws `UnreadableUpdateError`.
 */
export function scanUpdate(update: Uint8Array): UpdateScan {
  const scan: UpdateScan = {
    inserts: [],
    structs: 0,
    deletes: [],
    hasGap: false,
    characters: 0,
    newFiles: 0,
  };
  const decoder = decoding.createDecoder(update);
  try {
    for (let clients = decoding.readVarUint(decoder); clients > 0; clients--) scanStructs(decoder, scan);
    for (let clients = decoding.readVarUint(decoder); clients > 0; clients--)
      scanDeletes(decoder, scan.deletes);
  } catch (error) {
    if (error instanceof UnreadableUpdateError) throw error;
    throw new UnreadableUpdateError('Torn.', { cause: error });
  }
  if (decoding.hasContent(decoder)) throw new UnreadableUpdateError('Something follows its end.');
  return scan;
}

const FILES = new TextEncoder().encode('files');

const HAS_LEFT = 0x80;
const HAS_RIGHT = 0x40;
const HAS_PARENT_KEY = 0x20;
const CONTENT = 0x1f;

const GC = 0;
const SKIP = 10;
const CONTENT_DELETED = 1;
const CONTENT_STRING = 4;
const CONTENT_TYPE = 7;
const CONTENT_ANY = 8;

/** Array, Map and Text. XML types would carry a name behind their number. */
const LAST_PLAIN_TYPE = 2;

/** Values in a map or array are a path, a flag, a number; this deep is already none of ours. */
const MAX_VALUE_DEPTH = 8;

const MAX_CLIENT_ID = 2 ** 32 - 1;

function scanStructs(decoder: decoding.Decoder, scan: UpdateScan): void {
  const structs = decoding.readVarUint(decoder);
  if (structs === 0) throw new UnreadableUpdateError('A client without content.');
  const client = readClient(decoder);
  scan.structs += structs;
  if (scan.inserts.length >= MAX_CLIENT_IDS) throw new UnreadableUpdateError('Too many clients.');
  for (const other of scan.inserts)
    if (other.client === client) throw new UnreadableUpdateError('Client twice.');
  const from = decoding.readVarUint(decoder);
  let clock = from;
  for (let i = 0; i < structs; i++) {
    clock += scanStruct(decoder, scan);
    if (clock > MAX_CLOCK) throw new UnreadableUpdateError('Clock out of range.');
  }
  scan.inserts.push({ client, from, to: clock });
}

/** Length of the struct in clocks. */
function scanStruct(decoder: decoding.Decoder, scan: UpdateScan): number {
  const info = decoding.readUint8(decoder);
  const content = info & CONTENT;
  if (content === GC) return readLength(decoder);
  if (content === SKIP) {
    scan.hasGap = true;
    return readLength(decoder);
  }
  if (info & HAS_LEFT) skipId(decoder);
  if (info & HAS_RIGHT) skipId(decoder);
  if (!(info & (HAS_LEFT | HAS_RIGHT))) scanParent(decoder, scan, (info & HAS_PARENT_KEY) !== 0);
  switch (content) {
    case CONTENT_DELETED:
      return readLength(decoder);
    case CONTENT_STRING: {
      const length = countUnits(decoding.readVarUint8Array(decoder));
      if (length === 0) throw new UnreadableUpdateError('Empty text.');
      scan.characters += length;
      return length;
    }
    case CONTENT_TYPE:
      if (decoding.readVarUint(decoder) > LAST_PLAIN_TYPE)
        throw new UnreadableUpdateError('Type not in use.');
      return 1;
    case CONTENT_ANY: {
      const length = readLength(decoder);
      for (let i = 0; i < length; i++) skipAny(decoder, 0);
      return length;
    }
    default:
      throw new UnreadableUpdateError('Content not in use.');
  }
}

function scanParent(decoder: decoding.Decoder, scan: UpdateScan, hasKey: boolean): void {
  if (decoding.readVarUint(decoder) === 1) {
    const root = decoding.readVarUint8Array(decoder);
    if (hasKey && root.length === FILES.length && root.every((byte, i) => byte === FILES[i])) scan.newFiles++;
  } else {
    skipId(decoder);
  }
  if (hasKey) decoding.readVarUint8Array(decoder);
}

function scanDeletes(decoder: decoding.Decoder, deletes: ClockRange[]): void {
  const client = readClient(decoder);
  for (let ranges = decoding.readVarUint(decoder); ranges > 0; ranges--) {
    const from = decoding.readVarUint(decoder);
    const to = from + readLength(decoder);
    if (to > MAX_CLOCK) throw new UnreadableUpdateError('Clock out of range.');
    deletes.push({ client, from, to });
  }
}

function readClient(decoder: decoding.Decoder): number {
  const client = decoding.readVarUint(decoder);
  if (client > MAX_CLIENT_ID) throw new UnreadableUpdateError('Client id out of range.');
  return client;
}

function readLength(decoder: decoding.Decoder): number {
  const length = decoding.readVarUint(decoder);
  if (length === 0) throw new UnreadableUpdateError('Length of nothing.');
  return length;
}

function skipId(decoder: decoding.Decoder): void {
  readClient(decoder);
  decoding.readVarUint(decoder);
}

/** UTF-16 units of UTF-8 bytes: one for each character, two for those of four bytes. */
function countUnits(utf8: Uint8Array): number {
  let units = 0;
  for (let i = 0; i < utf8.length; i++) {
    const byte = utf8[i] as number;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units;
}

/** Steps over a value in lib0's `any` encoding. */
function skipAny(decoder: decoding.Decoder, depth: number): void {
  if (depth > MAX_VALUE_DEPTH) throw new UnreadableUpdateError('Value too deep.');
  const tag = decoding.readUint8(decoder);
  switch (tag) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return;
    case 125:
      decoding.readVarInt(decoder);
      return;
    case 124:
      decoding.readUint8Array(decoder, 4);
      return;
    case 123: // number
    case 122: // big integer
      decoding.readUint8Array(decoder, 8);
      return;
    case 119: // string
    case 116: // bytes
      decoding.readVarUint8Array(decoder);
      return;
    case 118: // object
      for (let keys = decoding.readVarUint(decoder); keys > 0; keys--) {
        decoding.readVarUint8Array(decoder);
        skipAny(decoder, depth + 1);
      }
      return;
    case 117: // array
      for (let items = decoding.readVarUint(decoder); items > 0; items--) skipAny(decoder, depth + 1);
      return;
    default:
      throw new UnreadableUpdateError('Value of unknown kind.');
  }
}

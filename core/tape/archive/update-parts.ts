import { ByteSink, ByteSource } from './columns.ts';
import { CONTENT, measureText, skipContent } from './update-content.ts';

/** A place in a Yjs document: the clock of one of a client's characters or values. */
export interface Id {
  client: number;
  clock: number;
}

export interface Struct {
  /** Content kind in the lowest five bits, `HAS_*` above. */
  info: number;
  left: Id | null;
  right: Id | null;
  /** Only without `left` and `right`: the name of a root type, or the item that holds the type. */
  parent: Uint8Array | Id | null;
  /** Only beside `parent`: the key in a map. */
  key: Uint8Array | null;
  /** UTF-8 without its length where it is text, all bytes otherwise. */
  content: Uint8Array;
  /** In clocks: for text, UTF-16 units. */
  length: number;
}

export interface ClientBlock {
  client: number;
  clock: number;
  structs: Struct[];
}

export interface ClientDeletes {
  client: number;
  ranges: { clock: number; length: number }[];
}

/** What a Yjs V1 update says, field by field. */
export interface UpdateParts {
  blocks: ClientBlock[];
  deletes: ClientDeletes[];
}

export const HAS_LEFT = 0x80;
export const HAS_RIGHT = 0x40;
export const HAS_KEY = 0x20;
export const CONTENT_BITS = 0x1f;

/**
 * The parts of a Yjs V1 update, or null where `encodeUpdate` would not make exactly the same bytes of them: torn or
 * forged updates, numbers with needless bytes, texts that are no UTF-8.
 */
export function parseUpdate(update: Uint8Array): UpdateParts | null {
  try {
    const parts = readUpdate(new ByteSource(update));
    return parts && areEqual(encodeUpdate(parts), update) ? parts : null;
  } catch {
    return null; // it ends too early
  }
}

/** The bytes of these parts. */
export function encodeUpdate({ blocks, deletes }: UpdateParts): Uint8Array {
  sink.clear();
  sink.writeVarUint(blocks.length);
  for (const { client, clock, structs } of blocks) {
    sink.writeVarUint(structs.length);
    sink.writeVarUint(client);
    sink.writeVarUint(clock);
    for (const struct of structs) writeStruct(struct);
  }
  sink.writeVarUint(deletes.length);
  for (const { client, ranges } of deletes) {
    sink.writeVarUint(client);
    sink.writeVarUint(ranges.length);
    for (const { clock, length } of ranges) {
      sink.writeVarUint(clock);
      sink.writeVarUint(length);
    }
  }
  return sink.toBytes();
}

export function isItem(struct: Struct): boolean {
  const kind = struct.info & CONTENT_BITS;
  return kind !== CONTENT.gc && kind !== CONTENT.skip;
}

export function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** One for all, as updates are many and small; nothing here waits while it is in use. */
const sink = new ByteSink();

/** Clocks above this are kept as raw bytes: sums of lengths must stay exact. */
export const MAX_CLOCK = 2 ** 32;

function readUpdate(source: ByteSource): UpdateParts | null {
  const blocks: ClientBlock[] = [];
  for (let n = source.readVarUint(); n > 0; n--) {
    const block = readBlock(source);
    if (!block) return null;
    blocks.push(block);
  }
  const deletes: ClientDeletes[] = [];
  for (let n = source.readVarUint(); n > 0; n--) {
    const client = source.readVarUint();
    const ranges: ClientDeletes['ranges'] = [];
    for (let m = source.readVarUint(); m > 0; m--) {
      const range = { clock: source.readVarUint(), length: source.readVarUint() };
      if (range.clock + range.length > MAX_CLOCK) return null;
      ranges.push(range);
    }
    deletes.push({ client, ranges });
  }
  return { blocks, deletes };
}

function readBlock(source: ByteSource): ClientBlock | null {
  const count = source.readVarUint();
  const client = source.readVarUint();
  const clock = source.readVarUint();
  const structs: Struct[] = [];
  let end = clock;
  for (let i = 0; i < count; i++) {
    const struct = readStruct(source);
    if (!struct || struct.length === 0) return null;
    end += struct.length;
    if (end > MAX_CLOCK) return null;
    structs.push(struct);
  }
  return { client, clock, structs };
}

function readStruct(source: ByteSource): Struct | null {
  const info = source.readByte();
  const struct: Struct = {
    info,
    left: null,
    right: null,
    parent: null,
    key: null,
    content: new Uint8Array(),
    length: 0,
  };
  if (isItem(struct)) {
    if (info & HAS_LEFT) struct.left = readId(source);
    if (info & HAS_RIGHT) struct.right = readId(source);
    if (!struct.left && !struct.right) {
      struct.parent = source.readVarUint() === 1 ? source.read(source.readVarUint()) : readId(source);
      if (info & HAS_KEY) struct.key = source.read(source.readVarUint());
    }
  }
  if ((info & CONTENT_BITS) === CONTENT.string) {
    struct.content = source.read(source.readVarUint());
    struct.length = measureText(struct.content)?.units ?? 0;
    return struct;
  }
  const from = source.position;
  const length = skipContent(source, info & CONTENT_BITS);
  if (length === null) return null;
  struct.content = source.viewFrom(from);
  struct.length = length;
  return struct;
}

function readId(source: ByteSource): Id {
  return { client: source.readVarUint(), clock: source.readVarUint() };
}

function writeStruct({ info, left, right, parent, key, content }: Struct): void {
  sink.writeByte(info);
  if (left) writeId(left);
  if (right) writeId(right);
  if (parent instanceof Uint8Array) {
    sink.writeVarUint(1);
    writeBytes(parent);
  } else if (parent) {
    sink.writeVarUint(0);
    writeId(parent);
  }
  if (key) writeBytes(key);
  if ((info & CONTENT_BITS) === CONTENT.string) writeBytes(content);
  else sink.write(content);
}

function writeId({ client, clock }: Id): void {
  sink.writeVarUint(client);
  sink.writeVarUint(clock);
}

function writeBytes(bytes: Uint8Array): void {
  sink.writeVarUint(bytes.length);
  sink.write(bytes);
}

import type { ByteSource } from './columns.ts';

/** Content kinds of Yjs structs, by their number in the info byte. */
export const CONTENT = {
  gc: 0,
  deleted: 1,
  json: 2,
  binary: 3,
  string: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  doc: 9,
  skip: 10,
} as const;

/**
 * Steps over the content of a struct that is no text, and tells how many clocks it takes. Null when it is nothing
 * that Yjs would read. Throws when the bytes end too early.
 */
export function skipContent(source: ByteSource, kind: number): number | null {
  switch (kind) {
    case CONTENT.gc:
    case CONTENT.skip:
    case CONTENT.deleted:
      return source.readVarUint();
    case CONTENT.json: {
      const length = source.readVarUint();
      for (let i = 0; i < length; i++) skipBytes(source);
      return length;
    }
    case CONTENT.binary:
    case CONTENT.embed:
      skipBytes(source);
      return 1;
    case CONTENT.format:
      skipBytes(source);
      skipBytes(source);
      return 1;
    case CONTENT.type: {
      const type = source.readVarUint();
      if (type === XML_ELEMENT || type === XML_HOOK) skipBytes(source);
      return 1;
    }
    case CONTENT.any: {
      const length = source.readVarUint();
      for (let i = 0; i < length; i++) if (!skipAny(source, 0)) return null;
      return length;
    }
    case CONTENT.doc:
      skipBytes(source);
      return skipAny(source, 0) ? 1 : null;
    default:
      return null;
  }
}

/** Characters and UTF-16 units of UTF-8 text, or null when it is none. */
export function measureText(utf8: Uint8Array): { characters: number; units: number } | null {
  let characters = 0;
  let units = 0;
  for (let i = 0; i < utf8.length; characters++) {
    const lead = utf8[i++] as number;
    const more =
      lead < 0x80 ? 0 : lead < 0xc0 ? -1 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf8 ? 3 : -1;
    if (more < 0) return null;
    for (let n = 0; n < more; n++) if (((utf8[i++] ?? 0) & 0xc0) !== 0x80) return null;
    units += more === 3 ? 2 : 1;
  }
  return { characters, units };
}

/** Types that carry a name behind their number. */
const XML_ELEMENT = 3;
const XML_HOOK = 5;

/** Deeper values are kept as raw bytes: reading them would go as deep into the stack. */
const MAX_VALUE_DEPTH = 64;

/** Steps over a value in lib0's `any` encoding; false when it is none. */
function skipAny(source: ByteSource, depth: number): boolean {
  if (depth > MAX_VALUE_DEPTH) return false;
  switch (source.readByte()) {
    case 127: // undefined
    case 126: // null
    case 121: // false
    case 120: // true
      return true;
    case 125: // whole number, of any length
      while (source.readByte() > 127);
      return true;
    case 124:
      source.read(4);
      return true;
    case 123: // number
    case 122: // big integer
      source.read(8);
      return true;
    case 119: // string
    case 116: // bytes
      skipBytes(source);
      return true;
    case 118: // object
      for (let keys = source.readVarUint(); keys > 0; keys--) {
        skipBytes(source);
        if (!skipAny(source, depth + 1)) return false;
      }
      return true;
    case 117: // array
      for (let items = source.readVarUint(); items > 0; items--)
        if (!skipAny(source, depth + 1)) return false;
      return true;
    default:
      return false;
  }
}

function skipBytes(source: ByteSource): void {
  source.read(source.readVarUint());
}

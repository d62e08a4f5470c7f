/**
 * JSON cut into what stays the same from payload to payload and what does not: the shape is the text with a mark for
 * each string and each number in it. Keys, booleans and nulls belong to the shape.
 */
export interface JsonParts {
  shape: string;
  leaves: JsonLeaf[];
}

/** Whole numbers as numbers, other numbers as their text. */
export type JsonLeaf =
  | { type: 'string'; text: string }
  | { type: 'number'; text: string }
  | { type: 'whole'; value: number };

/** A shape cut at its marks: a piece before each leaf, and one behind the last. */
export interface JsonShape {
  shape: string;
  pieces: string[];
  types: JsonLeaf['type'][];
}

/** The parts of a JSON payload, or null where `formatJson` would not make exactly the same bytes of them. */
export function parseJson(payload: Uint8Array): JsonParts | null {
  try {
    const text = decoder.decode(payload);
    const value: unknown = JSON.parse(text);
    if (JSON.stringify(value) !== text) return null;
    const leaves: JsonLeaf[] = [];
    const shape = cut(value, leaves, 0);
    return shape === null || shape.length > MAX_SHAPE || leaves.length > MAX_LEAVES
      ? null
      : { shape, leaves };
  } catch {
    return null; // it is no JSON
  }
}

/** Cuts a shape at its marks. */
export function splitShape(shape: string): JsonShape {
  const types: JsonLeaf['type'][] = [];
  let piece = '';
  const pieces: string[] = [];
  for (const char of shape) {
    const type = MARKS[char];
    if (!type) {
      piece += char;
      continue;
    }
    pieces.push(piece);
    types.push(type);
    piece = '';
  }
  return { shape, pieces: [...pieces, piece], types };
}

/** The payload with these leaves. */
export function formatJson({ pieces }: JsonShape, leaves: readonly JsonLeaf[]): Uint8Array {
  const texts = leaves.map((leaf) =>
    leaf.type === 'string'
      ? JSON.stringify(leaf.text)
      : leaf.type === 'whole'
        ? String(leaf.value)
        : leaf.text,
  );
  return new TextEncoder().encode(pieces.map((piece, n) => piece + (texts[n] ?? '')).join(''));
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Characters that JSON never holds unescaped. */
const MARKS: Record<string, JsonLeaf['type']> = { '\u0001': 'string', '\u0002': 'whole', '\u0003': 'number' };

/** Payloads with more are kept as they are: their shapes would hardly come again. */
const MAX_SHAPE = 1024;
const MAX_LEAVES = 64;

/** Deeper values would go as deep into the stack. */
const MAX_DEPTH = 32;

function cut(value: unknown, leaves: JsonLeaf[], depth: number): string | null {
  if (depth > MAX_DEPTH) return null;
  if (typeof value === 'string') {
    // halves of surrogate pairs have no UTF-8
    if (/\p{Surrogate}/u.test(value)) return null;
    leaves.push({ type: 'string', text: value });
    return '\u0001';
  }
  if (typeof value === 'number') {
    const isWhole = Number.isSafeInteger(value);
    leaves.push(isWhole ? { type: 'whole', value } : { type: 'number', text: JSON.stringify(value) });
    return isWhole ? '\u0002' : '\u0003';
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => cut(item, leaves, depth + 1));
    return items.includes(null) ? null : `[${items.join()}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries: string[] = [];
    for (const [key, item] of Object.entries(value)) {
      const shape = cut(item, leaves, depth + 1);
      if (shape === null || /\p{Surrogate}/u.test(key)) return null;
      entries.push(`${JSON.stringify(key)}:${shape}`);
    }
    return `{${entries.join()}}`;
  }
  return JSON.stringify(value);
}

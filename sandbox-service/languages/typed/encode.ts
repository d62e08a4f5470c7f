import type { JsonValue, ValueType } from '#core/test-suite.ts';
import { type FunctionCall, HarnessError } from '../language.ts';

const INT_LIMIT = 2 ** 31;
const LONG_LIMIT = 2 ** 63;

/**
 * One case as a line (without its end) for harnesses without a JSON reader: its index, then the arguments as tokens
 * in prefix notation, parted by single spaces. `n` null, `t` `f` booleans, `i12` integer, `d1.5` other number, `sabc`
 * text with `%20` for whatever would part or end it, `[3` list of the three values that follow. Throws `HarnessError`,
 * naming the case, for a value that its type does not take.
 */
export function encodeTypedCase(index: number, input: readonly JsonValue[], call: FunctionCall): string {
  const tokens = [String(index)];
  input.forEach((value, position) => {
    try {
      encode(value, call.parameters[position] ?? null, tokens);
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      throw new HarnessError(`Case ${index + 1}, argument ${position + 1}: ${error.message}`);
    }
  });
  return tokens.join(' ');
}

function encode(value: JsonValue, type: ValueType | null, tokens: string[]): void {
  if (value === null) tokens.push('n');
  else if (Array.isArray(value)) encodeList(value, type, tokens);
  else if (typeof value === 'object')
    throw new HarnessError(
      'a compiled language takes no objects here. Use lists, or a language without types.',
    );
  else tokens.push(encodeScalar(value, type));
}

function encodeList(values: JsonValue[], type: ValueType | null, tokens: string[]): void {
  if (type !== null && !type.endsWith('[]')) throw new HarnessError(`a list where ${type} is expected.`);
  const itemType = type === null ? null : (type.slice(0, -2) as ValueType);
  tokens.push(`[${values.length}`);
  for (const value of values) encode(value, itemType, tokens);
}

function encodeScalar(value: string | number | boolean, type: ValueType | null): string {
  const refuse = () => new HarnessError(`${JSON.stringify(value)} where ${type} is expected.`);
  if (typeof value === 'string') {
    if (type !== null && type !== 'string') throw refuse();
    return `s${escapeText(value)}`;
  }
  if (typeof value === 'boolean') {
    if (type !== null && type !== 'bool') throw refuse();
    return value ? 't' : 'f';
  }
  if (type === 'double') return `d${value}`;
  const isInteger = Number.isInteger(value) && Math.abs(value) < LONG_LIMIT;
  if (type === null) return isInteger ? `i${BigInt(value)}` : `d${value}`;
  if ((type !== 'int' && type !== 'long') || !isInteger) throw refuse();
  if (type === 'int' && (value < -INT_LIMIT || value >= INT_LIMIT)) throw refuse();
  return `i${BigInt(value)}`;
}

function escapeText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what would end a token or a line
  return text.replace(/[\x00-\x20%\x7f]/g, (one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

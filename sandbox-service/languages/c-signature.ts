import type { ValueType } from '#core/test-suite.ts';
import type { FunctionCall } from './language.ts';
import { blank, blankComments } from './sources.ts';

/** A function as its definition writes it. */
export interface CFunction {
  name: string;
  /** Line of the definition, from 1. */
  line: number;
  /** Types of the parameters, without their names; null for one that is no plain type, such as a pointer to a function. */
  parameters: readonly (string | null)[];
}

/** The scalar of a type and how many lists it lies in. */
export interface Shape {
  scalar: string;
  depth: number;
}

/** What a type of the tests is made of. */
export function parseShape(type: ValueType): Shape {
  const depth = (type.match(/\[\]/g) ?? []).length;
  return { scalar: type.slice(0, type.length - 2 * depth), depth };
}

/**
 * Finds where a text of C defines a function with its parameters written out. Types stay as they are written, as only
 * the compiler knows what they mean. Null where there is none.
 */
export function findDefinition(text: string, name: string): CFunction | null {
  const code = blankOut(text);
  const pairs = pairParentheses(code);
  const body = /\s*\{/y;
  for (const { 0: head, index } of code.matchAll(new RegExp(`\\b${name}\\s*\\(`, 'g'))) {
    const start = index + head.length - 1;
    const end = pairs.get(start) ?? code.length;
    body.lastIndex = end + 1;
    if (!body.test(code)) continue;
    const line = code.slice(0, index).split('\n').length;
    return { name, line, parameters: splitParameters(code.slice(start + 1, end)).map(readType) };
  }
  return null;
}

/**
 * The declaration that the tests call, by the convention that lists come with their sizes: `T *a, int aSize`, of lists
 * of lists `T **a, int aSize, int *aColSize`; a list is returned with its size in `*returnSize`, and the sizes of lists
 * of lists in `*returnColumnSizes`.
 */
export function writeSignature(name: string, call: FunctionCall): string {
  const parameters = call.parameters.flatMap((type, index) => {
    const letter = String.fromCharCode('a'.charCodeAt(0) + index);
    const { scalar, depth } = parseShape(type ?? 'int');
    const sizes = [`int ${letter}Size`, `int *${letter}ColSize`].slice(0, depth);
    return [declare(scalar, depth, letter), ...sizes];
  });
  if (call.returns === null) return `void ${name}(${parameters.join(', ') || 'void'})`;
  const { scalar, depth } = parseShape(call.returns);
  parameters.push(...['int *returnSize', 'int **returnColumnSizes'].slice(0, depth));
  return declare(scalar, depth, `${name}(${parameters.join(', ') || 'void'})`);
}

const SCALARS: Readonly<Record<string, string>> = { long: 'long long ', string: 'char *' };

function declare(scalar: string, depth: number, what: string): string {
  return `${SCALARS[scalar] ?? `${scalar} `}${'*'.repeat(depth)}${what}`;
}

/** The text with spaces for comments, texts and lines for the preprocessor. */
function blankOut(text: string): string {
  return blankComments(text).replace(/^[ \t]*#(?:\\\r?\n|[^\n])*/gm, blank);
}

/** Where each parenthesis is closed, by where it is opened. */
function pairParentheses(code: string): Map<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: one, index } of code.matchAll(/[()]/g)) {
    if (one === '(') open.push(index);
    else pairs.set(open.pop() ?? -1, index);
  }
  return pairs;
}

function splitParameters(list: string): string[] {
  if (/^\s*(?:void\s*)?$/.test(list)) return [];
  const parts = [''];
  let depth = 0;
  for (const one of list) {
    if (one === '(' || one === '[') depth++;
    if (one === ')' || one === ']') depth--;
    if (one === ',' && depth === 0) parts.push('');
    else parts.push(`${parts.pop()}${one}`);
  }
  return parts;
}

/** The type of `const int *a`, `int a[]` or `char *restrict a`. */
function readType(parameter: string): string | null {
  if (/[(){}]|\.\.\./.test(parameter)) return null;
  const [head = '', ...dimensions] = parameter.split('[');
  if (dimensions.length > 1) return null;
  const words = head
    .replace(/\bregister\b/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const type = words.replace(/\s?\b[A-Za-z_]\w*$/, '') || words;
  return dimensions.length === 1 ? `${type} *` : type;
}

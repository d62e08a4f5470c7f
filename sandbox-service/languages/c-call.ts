import type { ValueType } from '#core/test-suite.ts';
import { type CFunction, parseShape, type Shape, writeSignature } from './c-signature.ts';
import type { FunctionCall } from './language.ts';

/** Kinds of values in C as harness.h calls them, that a scalar of the tests may be given as. */
const GIVEN_AS: Readonly<Record<string, readonly string[]>> = {
  int: ['SIGNED', 'UNSIGNED', 'FLOATING'],
  long: ['SIGNED', 'UNSIGNED', 'FLOATING'],
  double: ['FLOATING'],
  bool: ['BOOL', 'SIGNED', 'UNSIGNED'],
  string: ['TEXT', 'CHAR'],
};

/** The same for what is returned: numbers are compared whatever their type is. */
const RETURNED_AS: typeof GIVEN_AS = {
  ...GIVEN_AS,
  int: ['BOOL', 'SIGNED', 'UNSIGNED', 'FLOATING'],
  long: ['BOOL', 'SIGNED', 'UNSIGNED', 'FLOATING'],
  double: ['BOOL', 'SIGNED', 'UNSIGNED', 'FLOATING'],
};

/** How a parameter of C must be: behind how many pointers its values are, and of which kinds. */
interface Expected {
  depth: number;
  kinds: readonly string[];
}

const SIZE_KINDS = ['SIGNED', 'UNSIGNED'];
/** What follows a list, and a list of lists. */
const SIZES_OF_ARGUMENT: readonly Expected[] = [0, 1].map((depth) => ({ depth, kinds: SIZE_KINDS }));
/** What comes last where they are returned. */
const SIZES_OF_RESULT: readonly Expected[] = [1, 2].map((depth) => ({ depth, kinds: SIZE_KINDS }));

/**
 * Lines of C, for behind the candidate's: what the compiler checks, in words that say how the function is called, then
 * the function's description and its call, as harness.h declares them.
 */
export function buildCall(found: CFunction, call: FunctionCall): string[] {
  const { name, parameters } = found;
  const signature = writeSignature(name, call);
  const shapes = call.parameters.map((type) => parseShape(type ?? 'int'));
  const expected = shapes.flatMap(({ scalar, depth: lists }) => [
    { depth: lists, kinds: GIVEN_AS[scalar] ?? [] },
    ...SIZES_OF_ARGUMENT.slice(0, lists),
  ]);
  // Where the tests do not tell what is returned, the parameters for its sizes do.
  const depth = call.returns === null ? parameters.length - expected.length : parseShape(call.returns).depth;
  expected.push(...SIZES_OF_RESULT.slice(0, Math.max(0, depth)));
  const unread = parameters.indexOf(null);
  if (expected.length !== parameters.length || unread >= 0) {
    const what = unread >= 0 ? `parameter ${unread + 1} of ${name}` : `the number of parameters of ${name}`;
    return [writeCheck('0', `${what} does not fit the tests, which call ${signature}`)];
  }
  const names = parameters.map((_, index) => `interlace_p${index}`);
  const values = names.map((type, index) => `*(${type} *)interlace_argument(${index})`);
  return [
    ...parameters.map((type, index) => `typedef ${type} interlace_p${index};`),
    `typedef __typeof__(${name}(${values.join(', ')})) interlace_r;`,
    ...writeKinds(expected, depth),
    ...expected.map(({ kinds }, index) =>
      writeCheck(
        isOneOf(`interlace_k${index}`, kinds),
        `parameter ${index + 1} of ${name} does not fit the tests, which call ${signature}`,
      ),
    ),
    writeCheck(
      canBeResult(call.returns),
      `what ${name} returns does not fit the tests, which call ${signature}`,
    ),
    writeCheck(
      `__builtin_types_compatible_p(__typeof__(${name}), interlace_r (${names.join(', ') || 'void'}))`,
      `the tests cannot read the parameters of ${name}; write them as in ${signature}`,
    ),
    writeDescription(shapes, { returns: call.returns, depth }),
    writeCall(name, values),
  ];
}

function writeCheck(condition: string, message: string): string {
  return `_Static_assert(${condition}, ${JSON.stringify(message)});`;
}

function isOneOf(kind: string, kinds: readonly string[]): string {
  return kinds.map((one) => `${kind} / 32 == INTERLACE_${one}`).join(' || ');
}

/** Constants of what the parameters and the result are: 0 for what is no number, text, or list of such. */
function writeKinds(expected: readonly Expected[], depth: number): string[] {
  return [
    ...expected.map(
      (one, index) => `enum { interlace_k${index} = INTERLACE_KIND_${one.depth}(interlace_p${index}) };`,
    ),
    `enum { interlace_kr = INTERLACE_KIND_${depth}(interlace_r) };`,
  ];
}

function canBeResult(returns: ValueType | null): string {
  if (returns === null) return 'interlace_kr != 0 || INTERLACE_IS_VOID(interlace_r)';
  return isOneOf('interlace_kr', RETURNED_AS[parseShape(returns).scalar] ?? []);
}

function writeDescription(
  shapes: readonly Shape[],
  result: { returns: ValueType | null; depth: number },
): string {
  let used = 0;
  const take = () => `interlace_k${used++}`;
  const values = shapes.map(({ depth }) => {
    const [kind, size = '0', sizes = '0'] = Array.from({ length: depth + 1 }, take);
    return `{ ${depth}, ${kind}, ${size}, ${sizes}, 0 }`;
  });
  const [size = '0', sizes = '0'] = Array.from({ length: result.depth }, take);
  // Numbers are what C tells true and false by, and a bool is one.
  const isTruth =
    result.returns === null
      ? 'interlace_kr / 32 == INTERLACE_BOOL'
      : Number(parseShape(result.returns).scalar === 'bool');
  return [
    `const struct interlace_function interlace_function = { ${values.length}, { ${values.join(', ')} },`,
    `{ ${result.depth}, interlace_kr, ${size}, ${sizes}, ${isTruth} } };`,
  ].join(' ');
}

/** Through a variable, so that the function stays one of its own: the linker then names it and not ours. */
function writeCall(name: string, values: readonly string[]): string {
  return [
    'void interlace_call(void) {',
    `__typeof__(${name}) *volatile interlace_f = ${name};`,
    `__auto_type interlace_v = INTERLACE_VALUE(interlace_f(${values.join(', ')}));`,
    'interlace_give(&interlace_v); }',
  ].join(' ');
}

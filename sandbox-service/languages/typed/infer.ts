import { type FunctionSuite, type JsonValue, nameOfCase, type ValueType } from '#core/test-suite.ts';
import { type FunctionCall, HarnessError } from '../language.ts';

type Scalar = 'int' | 'long' | 'double' | 'bool' | 'string';
/** What the values so far tell; null when they tell nothing (JSON's null, or the items of an empty list). */
type Known = Scalar | { item: Known } | null;

const NUMBERS: readonly Known[] = ['int', 'long', 'double'];
const INT_LIMIT = 2 ** 31;
const MAX_DEPTH = 3;

/**
 * The call that a suite tests, for harnesses with encoding `typed`: types that the suite leaves out come from the
 * values of its cases. A whole number is an `int`, a large one a `long`, and among others with a fraction a `double`.
 * Throws `HarnessError`, naming the case, where the values contradict each other or have no such type.
 */
export function inferCall(suite: FunctionSuite): FunctionCall {
  const count = suite.parameters?.length ?? suite.cases[0]?.input.length ?? 0;
  const parameters = Array.from(
    { length: count },
    (_, position) =>
      suite.parameters?.[position] ??
      inferType(suite, `argument ${position + 1}`, (one) => one.input[position] ?? null),
  );
  return { name: suite.function, parameters, returns: suite.returns ?? inferResult(suite) };
}

/** A checker may expect anything, which tells nothing of what the function returns. */
function inferResult(suite: FunctionSuite): ValueType | null {
  if (suite.comparison.type === 'checker') return null;
  return inferType(suite, 'the expected value', (one) => one.expected);
}

function inferType(
  suite: FunctionSuite,
  what: string,
  pick: (one: FunctionSuite['cases'][number]) => JsonValue,
): ValueType | null {
  let known: Known = null;
  suite.cases.forEach((one, index) => {
    try {
      known = merge(known, describe(pick(one), 0));
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      throw new HarnessError(`${nameOfCase(one, index)}: ${what} ${error.message}`);
    }
  });
  return write(known);
}

function describe(value: JsonValue, depth: number): Known {
  if (value === null) return null;
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return describeNumber(value);
  if (!Array.isArray(value))
    throw new HarnessError(
      'is an object, which this language cannot be tested with. Use lists and plain values.',
    );
  if (depth === MAX_DEPTH) throw new HarnessError(`has lists more than ${MAX_DEPTH} deep.`);
  let item: Known = null;
  for (const one of value) item = merge(item, describe(one, depth + 1));
  return { item };
}

function describeNumber(value: number): Scalar {
  if (!Number.isInteger(value) || Math.abs(value) >= 2 ** 63) return 'double';
  return value >= -INT_LIMIT && value < INT_LIMIT ? 'int' : 'long';
}

function merge(left: Known, right: Known): Known {
  if (left === null) return right;
  if (right === null || left === right) return left;
  if (typeof left === 'object' && typeof right === 'object') return { item: merge(left.item, right.item) };
  if (NUMBERS.includes(left) && NUMBERS.includes(right))
    return NUMBERS[Math.max(NUMBERS.indexOf(left), NUMBERS.indexOf(right))] ?? null;
  throw new HarnessError(
    `is ${write(right) ?? 'a list'} where it was ${write(left) ?? 'a list'} before. This language needs one type.`,
  );
}

function write(known: Known): ValueType | null {
  if (known === null || typeof known === 'string') return known;
  const item = write(known.item);
  return item === null ? null : (`${item}[]` as ValueType);
}

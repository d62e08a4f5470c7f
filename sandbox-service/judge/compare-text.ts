import { isClose } from './compare-values.ts';

/** Whether printed text is the expected one but for spaces at the ends of lines and empty lines at the end. */
export function isExpectedLines(expected: string, actual: string): boolean {
  return trimLines(expected) === trimLines(actual);
}

/** Whether both have the same words; numbers may differ by the tolerance and in how they are written. */
export function isExpectedTokens(expected: string, actual: string, tolerance: number): boolean {
  const [left, right] = [splitWords(expected), splitWords(actual)];
  return (
    left.length === right.length && left.every((word, index) => isSameWord(word, right[index], tolerance))
  );
}

function trimLines(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

function splitWords(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}

function isSameWord(expected: string, actual: string | undefined, tolerance: number): boolean {
  if (expected === actual) return true;
  if (actual === undefined || !isNumber(expected) || !isNumber(actual)) return false;
  // Whole numbers may have more digits than a double.
  if (tolerance === 0 && isWhole(expected) && isWhole(actual)) return toBigInt(expected) === toBigInt(actual);
  return isClose(Number(expected), Number(actual), tolerance);
}

function isNumber(word: string): boolean {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(word);
}

function isWhole(word: string): boolean {
  return /^[+-]?\d+$/.test(word);
}

function toBigInt(word: string): bigint {
  return BigInt(word.replace(/^\+/, ''));
}

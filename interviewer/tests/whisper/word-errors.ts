/** Of one text, or of several together. */
export interface WordErrors {
  /** Words that were said. */
  words: number;
  /** Words left out, put in, or taken for others, at the least (Levenshtein's distance over words). */
  errors: number;
}

/** How a transcript differs from what was said. Case and punctuation do not count; `don't` is one word. */
export function wordErrors(said: string, transcript: string): WordErrors {
  const [wanted, got] = [wordsOf(said), wordsOf(transcript)];
  let row = got.map((_, n) => n + 1);
  row.unshift(0);
  for (const [n, word] of wanted.entries()) {
    const next = [n + 1];
    for (const [m, other] of got.entries()) {
      const [kept = 0, left = 0, put = 0] = [row[m], row[m + 1], next[m]];
      next.push(Math.min(kept + (word === other ? 0 : 1), left + 1, put + 1));
    }
    row = next;
  }
  return { words: wanted.length, errors: row.at(-1) ?? 0 };
}

/** Errors for each word that was said: the word error rate. Above 1 where more was made up than said. */
export function errorRate(all: readonly WordErrors[]): number {
  const sum = (of: (one: WordErrors) => number) => all.reduce((total, one) => total + of(one), 0);
  const words = sum((one) => one.words);
  return words === 0 ? Number.NaN : sum((one) => one.errors) / words;
}

function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('’', "'")
      .match(/[\p{L}\p{N}]+(?:'[\p{L}]+)*/gu) ?? []
  );
}

import type { ShownRun } from '../talk/turn.ts';

/** What a run that went wrong is asked about, and the line of its entry file that the error names, or null. */
export function describeFailure(run: ShownRun): { text: string; line: number | null } {
  const { tests, verdict, output, entry } = run;
  if (tests && tests.total > 0) return { text: describeTests(run, tests), line: null };
  switch (verdict) {
    case 'compile_error':
      return withLine(output, entry, 'It does not compile');
    case 'runtime_error':
      return withLine(output, entry, 'It stopped with an error');
    case 'time_limit':
      return {
        text: 'It did not come to its end in time. Is there a loop that never ends, or a step that grows faster than the input?',
        line: null,
      };
    case 'memory_limit':
      return { text: 'It needed more memory than it has. What is kept that need not be?', line: null };
    case 'output_limit':
      return { text: 'It printed more than can be shown. Which line prints again and again?', line: null };
    default:
      return { text: 'That run did not come to its end. What did you expect it to do?', line: null };
  }
}

function describeTests(
  { verdict }: ShownRun,
  { passed, total, failing }: NonNullable<ShownRun['tests']>,
): string {
  const head = `${passed} of ${total} tests pass.`;
  const visible = failing.find(({ isHidden }) => !isHidden);
  if (verdict === 'compile_error')
    return 'It does not compile yet, so no test could run. What does the message say?';
  if (failing.some((one) => one.verdict === 'time_limit'))
    return `${head} At least one runs out of time. Which step grows fastest when the input grows?`;
  if (visible?.verdict === 'runtime_error')
    return `${head} In “${visible.name}” it stops with an error. What is special about that input?`;
  if (visible) return `${head} “${visible.name}” does not. What should come out there, and what does?`;
  return `${head} What fails is among the cases that you cannot see. Which inputs has your code not met yet: empty, a single element, equal ones, very large ones?`;
}

function withLine(output: string, entry: string, what: string): { text: string; line: number | null } {
  const line = lineOf(output, entry);
  const message = output
    .trim()
    .split('\n')
    .findLast((one) => /error|exception|panic|undefined/i.test(one));
  const said = message ? `: ${message.trim().slice(0, 160)}` : '';
  return line === null
    ? { text: `${what}${said}. Where would you look first?`, line: null }
    : { text: `${what} at line ${line}${said}. What did you expect to be there?`, line };
}

/** The last line of the entry file that an error names, as the usual toolchains write it. */
function lineOf(output: string, entry: string): number | null {
  const name = entry.split('/').at(-1) ?? entry;
  let found: number | null = null;
  for (const line of output.slice(-8000).split('\n')) {
    const at = line.indexOf(name);
    if (at < 0) continue;
    const number = /^(?:"?, line |:|\()(\d{1,6})/.exec(line.slice(at + name.length))?.[1];
    if (number) found = Number(number);
  }
  return found;
}

const COMMON_WORDS = new Set(
  'that this with what when where which will would could should have does from there their about into than then them they your must each only'.split(
    ' ',
  ),
);

/** The sentence of the statement that has most in common with a question; null where none has enough. */
export function sentenceAbout(statement: string, question: string): string | null {
  const wanted = wordsOf(question);
  let best: { sentence: string; shared: number } | null = null;
  for (const sentence of plainWords(statement).split(/(?<=[.!?])\s+/)) {
    const shared = [...wordsOf(sentence)].filter((word) => wanted.has(word)).length;
    if (shared > (best?.shared ?? 0) && sentence.length <= 300) best = { sentence: sentence.trim(), shared };
  }
  return best && best.shared >= Math.min(2, wanted.size) ? best.sentence : null;
}

/** The first sentence of the statement. */
export function firstSentence(statement: string): string {
  const plain = plainWords(statement);
  return /^.{1,240}?[.!?](?=\s|$)/.exec(plain)?.[0] ?? plain.slice(0, 240);
}

/** The sentences of a text in Markdown: a heading is none, and would run into the one below it. */
function plainWords(markdown: string): string {
  return markdown
    .replace(/```[\s\S]*?```/g, ' ')
    .replace(/^#{1,6} .*$/gm, ' ')
    .replace(/[#*_`>]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Words that say something, without their endings. */
function wordsOf(text: string): Set<string> {
  return new Set(
    (
      text
        .slice(0, 2000)
        .toLowerCase()
        .match(/[a-z]{4,}/g) ?? []
    )
      .filter((word) => !COMMON_WORDS.has(word))
      .map((word) => word.replace(/(ies|es|s|ing|ed)$/, '')),
  );
}

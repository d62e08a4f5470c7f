import type { AssistantContext, SeenRun } from '#core/assistant-service.ts';
import { LANGUAGES, type LanguageId, languageOfPath } from '#core/languages.ts';
import { KNOWN_ERRORS, VERDICT_WORDS } from './error-words.ts';
import type { AnswerPiece } from './model-assistant.ts';
import { EXAMPLES, TOPICS, type Topic } from './syntax-words.ts';

const WHAT_IT_IS =
  'I am a scripted assistant, not a language model: I explain common errors of the last run and show the syntax of the file’s language, and nothing more.';
const ASKS_WHAT_IT_IS =
  /\b(who|what) are you\b|\bare you (an? )?(ai|bot|model|human|person|gpt|claude)\b|\bhelp\b/i;
const ASKS_ABOUT_ERROR =
  /\b(error|fail\w*|wrong|crash\w*|exception|broken|bug|fix|why|output|work\w*|run)\b/i;

/** The answer without a model: always the same for the same question, and it never passes for a model's. */
export async function* answerScripted(
  question: string,
  context: AssistantContext,
): AsyncGenerator<AnswerPiece> {
  for (const [index, text] of answerTexts(question, context).entries())
    yield { type: 'text', text: index === 0 ? text : `\n\n${text}` };
}

/** Paragraphs of the answer. */
export function answerTexts(question: string, { files, run, before }: AssistantContext): string[] {
  if (ASKS_WHAT_IT_IS.test(question)) return [WHAT_IT_IS];
  const path = files[0]?.path ?? run?.entry;
  const language = path === undefined ? null : languageOfPath(path);
  const isAboutRun = ASKS_ABOUT_ERROR.test(question);
  const error = run && isAboutRun ? explainRun(run) : [];
  const syntax = error.length > 0 ? [] : showSyntax(question, language);
  const answer = error.length > 0 ? error : syntax;
  if (answer.length > 0) return before.length > 0 ? answer : [...answer, `_${WHAT_IT_IS}_`];
  const tip = run
    ? 'Ask “why does it fail?” after a run, or how something is written, for example “how do I sort a list?”.'
    : 'Run your program first, then ask about its error; or ask how something is written, for example “how do I sort a list?”.';
  return [`${WHAT_IT_IS} I cannot answer this one.`, tip];
}

/** What the last run shows; empty where it went well. */
function explainRun(run: SeenRun): string[] {
  const printed = [run.output, ...(run.failed ?? []).map(({ message }) => message ?? '')].join('\n');
  const known = KNOWN_ERRORS.find(({ pattern }) => pattern.test(printed));
  if (known) {
    const match = known.pattern.exec(printed);
    const words = known.words
      .replace(/\$(\d)/g, (_, n: string) => match?.[Number(n)] ?? '')
      .replace(/\s+/g, ' ');
    const place = placeOf(printed);
    return [
      `The last run of \`${run.entry}\` says:\n\n${fence(lineOf(printed, match?.index ?? 0))}`,
      place ? `${place} ${words}` : words,
    ];
  }
  const failed = run.failed?.[0];
  if (failed) {
    const shown =
      failed.input === null
        ? 'It is a hidden test, so I see no more than that it failed. Think of empty, large and repeated input.'
        : `For the input ${code(failed.input)} it expects ${code(failed.expected)} and got ${code(failed.actual ?? 'nothing')}.`;
    return [`The test “${failed.name}” does not pass. ${shown}`];
  }
  if (run.verdict === null || run.verdict === 'accepted') return [];
  const words = VERDICT_WORDS[run.verdict];
  if (words) return [words];
  return [
    `The last run of \`${run.entry}\` did not end well${run.exitCode === null ? '' : `: exit code ${run.exitCode}`}. I do not know this error.`,
    ...(run.output.trim() === ''
      ? []
      : [`Its last lines:\n\n${fence(run.output.trim().split('\n').slice(-4).join('\n'))}`]),
  ];
}

/** How something is written, where the question names it. */
function showSyntax(question: string, language: LanguageId | null): string[] {
  const topic = (Object.keys(TOPICS) as Topic[]).find((one) => TOPICS[one].test(question));
  if (!topic || !language) return [];
  const example = EXAMPLES[language]?.[topic];
  const { label } = LANGUAGES[language];
  if (!example) return [`I have no examples of ${label}.`];
  return [`In ${label}, a ${topic} is written like this:\n\n${fence(example, language)}`];
}

/** File and line, where the output names them: of a traceback the last, which is the deepest. */
function placeOf(printed: string): string | null {
  const places = [...printed.matchAll(/File "([^"]+)", line (\d+)|([\w./-]+\.\w{1,4}):(\d+)/g)];
  const last = printed.includes('Traceback') ? places.at(-1) : places[0];
  const path = last?.[1] ?? last?.[3];
  if (!last || !path) return null;
  return `Line ${last[2] ?? last[4]} of \`${path.split('/').pop()}\`:`;
}

function lineOf(text: string, at: number): string {
  const start = text.lastIndexOf('\n', at) + 1;
  const end = text.indexOf('\n', at);
  return text.slice(start, end < 0 ? undefined : end).slice(0, 300);
}

function fence(text: string, language: string = ''): string {
  return `\`\`\`${language}\n${text.replaceAll('```', '’’’')}\n\`\`\``;
}

function code(text: string | null): string {
  return `\`${(text ?? '').replaceAll('`', '’').replace(/\s+/g, ' ').slice(0, 120)}\``;
}

import type { ChatMessage, Run } from '#core/room-protocol.ts';
import {
  MAX_CONVERSATION,
  MAX_LINE_LENGTH,
  MAX_LINES_READ,
  MAX_LINES_SHOWN,
  MAX_MESSAGE_SHOWN,
  MAX_OUTPUT_SHOWN,
} from '../limits.ts';
import type { Said, ShownFile, ShownRun } from './turn.ts';

/** Failing cases that are shown of one run. */
const MAX_FAILING = 5;

/** The last of what was said, as a mind is shown it. `newFrom`: messages that were not answered, by id. */
export function showConversation(
  chat: readonly ChatMessage[],
  you: string,
  unanswered: ReadonlySet<string>,
): Said[] {
  return chat.slice(-MAX_CONVERSATION).map(({ id, participantId, role, name, text, at }) => ({
    by: participantId === you || role === 'ai' ? 'you' : role === 'candidate' ? 'candidate' : 'interviewer',
    name,
    text: cut(text, MAX_MESSAGE_SHOWN),
    at,
    isNew: unanswered.has(id),
  }));
}

/** Lines of a file around the cursor, or from its beginning. */
export function showFile(path: string, text: string, cursorLine: number | null): ShownFile {
  const from = cursorLine === null ? 1 : Math.max(1, cursorLine - Math.floor(MAX_LINES_SHOWN / 2));
  return { ...pickLines(text, from, MAX_LINES_SHOWN), path, cursorLine };
}

/** Lines of a file from one on, as a tool gives them. */
export function readLines(path: string, text: string, from: number): ShownFile {
  return { ...pickLines(text, from, MAX_LINES_READ), path, cursorLine: null };
}

function pickLines(
  text: string,
  from: number,
  count: number,
): Pick<ShownFile, 'lines' | 'firstLine' | 'lineCount'> {
  const lines = text.split('\n');
  return {
    lines: lines.slice(from - 1, from - 1 + count).map((line) => cut(line, MAX_LINE_LENGTH)),
    firstLine: from,
    lineCount: lines.length,
  };
}

/** A run as everybody in the room sees it. */
export function showRun({ runId, byName, entry, output, outcome, tests }: Run): ShownRun {
  const printed = output.map(({ text }) => text).join('');
  return {
    runId,
    byName,
    entry,
    verdict: outcome === null ? null : outcome.type === 'failed' ? 'failed' : outcome.verdict,
    exitCode: outcome?.type === 'ended' ? outcome.exitCode : null,
    // the end of it says what went wrong
    output: printed.length <= MAX_OUTPUT_SHOWN ? printed : `[…] ${printed.slice(-MAX_OUTPUT_SHOWN)}`,
    tests: tests && {
      passed: tests.summary?.passed ?? tests.results.filter(({ verdict }) => verdict === 'accepted').length,
      total: tests.total,
      failing: tests.results
        .filter(({ verdict }) => verdict !== 'accepted')
        .slice(0, MAX_FAILING)
        .map(({ name, verdict, isHidden, detail }) => ({
          name,
          verdict,
          isHidden,
          detail:
            isHidden || !detail
              ? ''
              : cut(
                  `input ${detail.input}, expected ${detail.expected}, got ${detail.actual} ${detail.message}`,
                  600,
                ),
        })),
    },
  };
}

/** Whether a run is worth a word: it went wrong by its own doing. */
export function isTroubled({ outcome, tests }: Run): boolean {
  if (outcome?.type !== 'ended' || outcome.verdict === 'killed') return false;
  if (tests?.summary) return tests.summary.passed < tests.summary.total;
  return outcome.verdict !== 'accepted';
}

/** Whether a quote stands in one of these texts, however it is spaced. */
export function isQuoted(quote: string, texts: Iterable<string>): boolean {
  const wanted = squeeze(quote);
  if (wanted === '') return false;
  for (const text of texts) if (squeeze(text).includes(wanted)) return true;
  return false;
}

/** The text with every gap as one space. */
export function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)} […]`;
}

import { MAX_RUN_TAIL, type SeenRun } from '#core/assistant-service.ts';
import type { Run } from '#core/room-protocol.ts';
import type { CaseResult } from '#core/test-protocol.ts';
import { viewRun } from './run-record.ts';

/** Failed cases that are told. The first ones say what is wrong. */
const MAX_FAILED = 3;
/** One text of a failed case, in characters. */
const MAX_TEXT = 600;

/** A run in short, as a candidate sees it. */
export function seeRun(run: Run): SeenRun {
  const { entry, outcome, output, tests } = viewRun(run, 'candidate');
  return {
    entry,
    verdict: outcome?.type === 'ended' ? outcome.verdict : null,
    exitCode: outcome?.type === 'ended' ? outcome.exitCode : null,
    output: output
      .map(({ text }) => text)
      .join('')
      .slice(-MAX_RUN_TAIL),
    failed: tests === null ? null : listFailed(tests.results),
  };
}

function listFailed(results: readonly CaseResult[]): SeenRun['failed'] {
  return results
    .filter(({ verdict }) => verdict !== 'accepted')
    .slice(0, MAX_FAILED)
    .map(({ name, verdict, detail }) => ({
      name,
      verdict,
      input: cut(detail?.input ?? null),
      expected: cut(detail?.expected ?? null),
      actual: cut(detail?.actual ?? null),
      message: cut(detail?.message ?? null),
    }));
}

function cut(text: string | null): string | null {
  return text === null || text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`;
}

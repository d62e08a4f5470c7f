import type { Verdict } from '#core/sandbox-protocol.ts';
import type { SandboxEnd } from '../driver.ts';
import { getSignal } from '../verdict.ts';
import type { FailureVerdict } from './session.ts';

export interface EndOfProgram {
  verdict: FailureVerdict;
  end: SandboxEnd;
  /** The end of what it wrote to stderr. */
  stderr: string;
  limits: { timeMs: number; memoryBytes: number; outputBytes: number };
}

/** Why a program that ended gave no value, in words for whoever wrote it. */
export function explainEnd({ verdict, end, stderr, limits }: EndOfProgram): string {
  const limit = explainLimit(verdict, limits);
  if (limit) return limit;
  if (verdict === 'output_limit')
    return end.isDiskFull
      ? 'It wrote more to its files than a workspace may hold.'
      : `It printed or returned more than the limit of ${formatMebibytes(limits.outputBytes)}.`;
  if (verdict === 'killed') return 'It was stopped.';
  const signal = end.exitCode === null ? null : getSignal(end.exitCode);
  const how = signal ?? `exit code ${end.exitCode}`;
  return [cleanErrorText(stderr), `The program ended (${how}) before it gave an answer.`]
    .filter(Boolean)
    .join('\n');
}

/** Which limit of time or memory a program met, in words for whoever wrote it; null where it met none of them. */
export function explainLimit(
  verdict: Verdict,
  limits: { timeMs: number; memoryBytes: number },
): string | null {
  if (verdict === 'time_limit') return `It took longer than the limit of ${limits.timeMs} ms.`;
  if (verdict === 'memory_limit')
    return `It needed more memory than the limit of ${formatMebibytes(limits.memoryBytes)}.`;
  return null;
}

/** What a runtime wrote about an error, without frames that are not the candidate's and with paths as they know them. */
export function cleanErrorText(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s+at .*(?:node:internal|\/\.interlace\/)|^Node\.js v\d/.test(line))
    .join('\n')
    .replaceAll('?original', '')
    .replaceAll('file:///workspace/', '')
    .replaceAll('/workspace/', '')
    .trim();
}

function formatMebibytes(bytes: number): string {
  return bytes < 1 << 20 ? `${Math.round(bytes / 1024)} kB` : `${Math.round(bytes / (1 << 20))} MB`;
}

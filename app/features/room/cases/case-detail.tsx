import { clsx } from 'clsx';
import { EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { CopyButton } from '#app/components/ui/copy-button.tsx';
import { stripAnsi } from '../output/ansi.ts';
import { formatBytes, formatTime } from '../output/outcome.ts';
import { TONES } from '../output/tones.tsx';
import { type CaseRow, lookOfCase } from './case-rows.ts';
import { DiffLegend, DiffView } from './diff-view.tsx';

/** One case: what went in, what was to come out, what came out, and why it failed. */
export function CaseDetail({ row, call }: { row: CaseRow; call: string | null }) {
  const { result, shown } = row;
  const detail = result?.detail ?? null;
  const input = shown ? (call ? `${call}(${shown.input})` : shown.input) : (detail?.input ?? null);
  const expected = detail?.expected ?? shown?.expected ?? null;
  const { word, tone } = lookOfCase(row);
  return (
    <section
      aria-label={`Case ${row.name}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
      tabIndex={0}
      className="min-h-0 min-w-0 flex-1 overflow-auto px-3 py-2 -outline-offset-2"
    >
      <h3 className="flex min-h-6 flex-wrap items-center gap-x-2 text-13">
        <span className="font-semibold text-ink">{row.name}</span>
        <span className={clsx('font-medium', result ? TONES[tone].className : 'text-ink-faint')}>{word}</span>
        {result && result.timeMs !== null && (
          <span className="tabular text-ink-soft">{formatTime(result.timeMs)}</span>
        )}
        {result && result.memoryBytes !== null && (
          <span className="tabular text-ink-soft">{formatBytes(result.memoryBytes)}</span>
        )}
        {row.isHidden && (input !== null || detail) && (
          <span className="flex items-center gap-1 text-12 text-ink-faint">
            <EyeOff aria-hidden="true" size={13} />
            Hidden from candidates
          </span>
        )}
      </h3>
      {row.isHidden && input === null && (
        <p className="mt-1 flex max-w-[60ch] items-start gap-2 text-13 text-ink-soft">
          <EyeOff aria-hidden="true" size={14} className="mt-[3px] shrink-0 text-ink-faint" />
          This case is hidden: only interviewers see its input and what came out.
        </p>
      )}
      {detail?.message && (
        <Part title="Error" copy={stripAnsi(detail.message)}>
          <Text text={stripAnsi(detail.message)} isError />
        </Part>
      )}
      {input !== null && (
        <Part title="Input" copy={input}>
          <Text text={input} whenEmpty="Nothing" />
        </Part>
      )}
      <Outcome
        expected={expected}
        actual={detail?.actual ?? null}
        hasPassed={result?.verdict === 'accepted'}
      />
      {detail?.stdout && (
        <Part title="Printed" copy={stripAnsi(detail.stdout)}>
          <Text text={stripAnsi(detail.stdout)} />
        </Part>
      )}
    </section>
  );
}

/** What was expected beside what came: as a difference where there is one to read. */
function Outcome({
  expected,
  actual,
  hasPassed,
}: {
  expected: string | null;
  actual: string | null;
  hasPassed: boolean;
}) {
  if (expected === null) return null;
  if (actual === null || hasPassed) {
    return (
      <>
        <Part title="Expected" copy={expected}>
          <Text text={expected} whenEmpty="Nothing" />
        </Part>
        {actual !== null && actual !== expected && (
          <Part title="Actual" copy={actual}>
            <Text text={actual} whenEmpty="Nothing" />
          </Part>
        )}
      </>
    );
  }
  return (
    <Part title="Difference" legend={<DiffLegend />}>
      <DiffView expected={expected} actual={actual} />
      <div className="mt-1 flex flex-wrap gap-1">
        <CopyButton size="sm" variant="ghost" label="Copy expected" text={expected} />
        <CopyButton size="sm" variant="ghost" label="Copy actual" text={actual} />
      </div>
    </Part>
  );
}

interface PartProps {
  title: string;
  /** What its copy button copies. */
  copy?: string;
  legend?: ReactNode;
  children: ReactNode;
}

function Part({ title, copy, legend, children }: PartProps) {
  return (
    <div className="group mt-2">
      <div className="flex min-h-7 flex-wrap items-center gap-1">
        <h4 className="text-12 font-medium text-ink-soft">{title}</h4>
        {legend}
        <span className="flex-1" />
        {copy && <CopyButton isIconOnly label={`Copy ${title.toLowerCase()}`} text={copy} />}
      </div>
      {children}
    </div>
  );
}

function Text({
  text,
  isError = false,
  whenEmpty = '',
}: {
  text: string;
  isError?: boolean;
  whenEmpty?: string;
}) {
  if (text === '') return <p className="text-13 text-ink-faint">{whenEmpty}</p>;
  return (
    <pre
      className={clsx(
        'rounded-control border border-line px-2.5 py-1.5 font-mono text-[12.5px] leading-5 break-words whitespace-pre-wrap',
        isError ? 'output-error' : 'bg-canvas',
      )}
    >
      {text}
    </pre>
  );
}

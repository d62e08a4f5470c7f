import { EyeOff } from 'lucide-react';
import { CopyButton } from '#app/components/ui/copy-button.tsx';
import { Markdown } from '#app/features/problem/markdown.tsx';
import type { CaseView, ProblemView } from '#core/problem.ts';

/** The statement, drawn, and below it every case that may be seen. */
export function ProblemText({ problem }: { problem: ProblemView }) {
  return (
    <div
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
      tabIndex={0}
      role="document"
      aria-label="Problem"
      className="h-full overflow-y-auto px-4 py-3 -outline-offset-2"
    >
      {problem.statement.trim() !== '' && <Markdown text={problem.statement} />}
      {problem.tests && (
        <section aria-label="Test cases of the problem" className="mt-4">
          <h2 className="text-12 font-semibold text-ink-soft">Tests</h2>
          <ul className="mt-1 flex flex-col">
            {problem.tests.cases.map((one) => (
              <Case key={one.index} one={one} call={problem.tests?.call ?? null} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Case({ one, call }: { one: CaseView; call: string | null }) {
  const { shown } = one;
  const input = shown && (call ? `${call}(${shown.input})` : shown.input);
  return (
    <li className="border-t border-line py-2 first:border-t-0">
      <p className="flex items-center gap-2 text-13">
        <span className="min-w-0 flex-1 truncate font-medium text-ink">{one.name}</span>
        {one.isHidden && (
          <span className="flex shrink-0 items-center gap-1 text-12 text-ink-faint">
            <EyeOff aria-hidden="true" size={13} />
            {shown ? 'Hidden from candidates' : 'Hidden'}
          </span>
        )}
      </p>
      {shown && input !== null && (
        <dl className="mt-1 flex flex-col gap-1">
          <Text title={call ? 'Call' : 'Input'} text={input} />
          <Text title={call ? 'Result' : 'Output'} text={shown.expected} />
        </dl>
      )}
    </li>
  );
}

function Text({ title, text }: { title: string; text: string }) {
  return (
    <div className="grid grid-cols-[48px_minmax(0,1fr)] items-start gap-2">
      <dt className="pt-1 text-12 text-ink-faint">{title}</dt>
      <dd className="flex items-start gap-2">
        <div className="max-h-40 min-w-0 flex-1 overflow-auto rounded-control border border-line bg-surface px-2 py-1">
          {text === '' ? (
            <span className="text-12 text-ink-faint">Nothing</span>
          ) : (
            <pre className="font-mono text-12 break-words whitespace-pre-wrap">{text}</pre>
          )}
        </div>
        <CopyButton isIconOnly label={`Copy ${title.toLowerCase()}`} text={text} />
      </dd>
    </div>
  );
}

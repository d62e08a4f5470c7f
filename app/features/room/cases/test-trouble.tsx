import type { Run } from '#core/room-protocol.ts';
import { stripAnsi } from '../output/ansi.ts';
import { lookOf } from '../output/outcome.ts';

/** Why tests did not come to results: what the compiler said, or that our side failed. Nothing when all is well. */
export function TestTrouble({ run }: { run: Run }) {
  const said = stripAnsi(run.output.map(({ text }) => text).join(''));
  const hint = run.outcome?.type === 'failed' ? lookOf(run.outcome).hint : null;
  if (said === '' && !hint) return null;
  return (
    <div className="max-h-[45%] shrink-0 overflow-auto border-b border-line">
      {hint && <p className="px-3 py-2 text-13 text-warn">{hint}</p>}
      {said !== '' && (
        <pre
          role="log"
          aria-live="off"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
          tabIndex={0}
          aria-label="What the compiler says"
          className="output-error px-3 py-2 font-mono text-[12.5px] leading-5 break-words whitespace-pre-wrap"
        >
          {said}
        </pre>
      )}
    </div>
  );
}

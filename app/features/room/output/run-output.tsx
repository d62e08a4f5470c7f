import { clsx } from 'clsx';
import { ArrowDown } from 'lucide-react';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import type { Run } from '#core/room-protocol.ts';
import { parseAnsi } from './ansi.ts';
import { hintOf } from './outcome.ts';
import './output.css';

/** Scrolled up further than this, one is reading: new output then stays below. */
const NEAR_END = 24;

/** What a program printed and what people typed into it, in order; follows the end until one scrolls up. */
export function RunOutput({ run }: { run: Run }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const length = run.output.reduce((sum, { text }) => sum + text.length, 0);
  const hint = hintOf(run);
  const toEnd = () => {
    const element = scroller.current;
    if (element) element.scrollTop = element.scrollHeight;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: new output and the end are what scrolls
  useLayoutEffect(() => {
    if (isAtEnd) toEnd();
  }, [length, run.outcome, isAtEnd]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run starts at its end
  useEffect(() => setAtEnd(true), [run.runId]);
  return (
    <div className="relative min-h-0 min-w-0 flex-1">
      <div
        ref={scroller}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling area must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-label={`Output of ${run.entry}`}
        aria-live="off"
        className="h-full overflow-auto py-2 -outline-offset-2"
        onScroll={({ currentTarget: at }) =>
          setAtEnd(at.scrollHeight - at.scrollTop - at.clientHeight < NEAR_END)
        }
      >
        {run.output.map((piece, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces only ever grow at the end
          <OutputPiece key={index} {...piece} />
        ))}
        {run.output.length === 0 && (
          <p className="px-3 text-13 text-ink-faint">
            {run.outcome ? 'It printed nothing.' : 'Nothing printed so far.'}
          </p>
        )}
        {run.outcome?.type === 'ended' && run.outcome.outputTruncated && (
          <p className="px-3 pt-2 text-13 text-warn">The rest of the output was cut.</p>
        )}
        {hint && <p className="px-3 pt-2 text-13 text-ink-soft">{hint}</p>}
      </div>
      {!isAtEnd && (
        <Button
          size="sm"
          className="absolute right-4 bottom-3 shadow-float"
          icon={<ArrowDown aria-hidden="true" size={13} />}
          onClick={() => setAtEnd(true)}
        >
          To the end
        </Button>
      )}
    </div>
  );
}

/** What came out of one stream. Errors and typed text carry a bar and a word, so that colour is not all that tells them apart. */
function OutputPiece({ stream, text, byName }: Run['output'][number]) {
  const spans = useMemo(() => parseAnsi(text), [text]);
  const label =
    stream === 'stderr' ? 'error output' : stream === 'stdin' ? `${byName ?? 'somebody'} typed` : null;
  return (
    <div
      className={clsx(
        'relative pr-3 pl-3',
        stream === 'stderr' && 'output-error',
        stream === 'stdin' && 'output-typed',
      )}
    >
      {label && <span className="output-label">{label}</span>}
      <pre className="font-mono text-[12.5px] leading-5 break-words whitespace-pre-wrap">
        {spans.map(({ text: piece, style }, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces only ever grow at the end
            key={index}
            className={clsx(
              style.colour && `ansi-${style.colour}`,
              style.isBold && 'font-semibold',
              style.isFaint && 'opacity-70',
              style.isUnderlined && 'underline',
            )}
          >
            {piece}
          </span>
        ))}
      </pre>
    </div>
  );
}

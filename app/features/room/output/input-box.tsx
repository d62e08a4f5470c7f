import { useId } from 'react';
import { MAX_RUN_INPUT } from '#core/limits.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

/** What the next program gets to read: a text given at the start, and whether people type while it runs. Of this browser only. */
export function InputBox() {
  const { bench } = useRoom();
  const stdin = useStore(bench, (state) => state.stdin);
  const isInteractive = useStore(bench, (state) => state.isInteractive);
  const id = useId();
  const tooMuch = stdin.length - MAX_RUN_INPUT;
  return (
    <div className="flex h-32 shrink-0 flex-col border-line @max-xl:border-b @xl:h-full @xl:w-[260px] @xl:border-l">
      <label htmlFor={id} className="shrink-0 px-3 pt-2 pb-1 text-12 font-medium text-ink-soft">
        Input for the next run
      </label>
      <textarea
        id={id}
        value={stdin}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        placeholder="What the program reads, line by line"
        aria-invalid={tooMuch > 0 || undefined}
        aria-describedby={tooMuch > 0 ? `${id}-problem` : undefined}
        className="min-h-0 flex-1 resize-none bg-transparent px-3 font-mono text-[12.5px] leading-5 -outline-offset-2 placeholder:font-sans placeholder:text-13 placeholder:text-ink-faint"
        onChange={(event) => bench.change({ stdin: event.target.value })}
      />
      {tooMuch > 0 && (
        <p id={`${id}-problem`} role="alert" className="px-3 pb-1 text-12 text-bad">
          Too long by {tooMuch} characters. Put longer input into a file.
        </p>
      )}
      <label className="flex h-9 shrink-0 items-center gap-2 border-t border-line px-3 text-13">
        <input
          type="checkbox"
          checked={isInteractive}
          className="size-4 shrink-0 accent-accent"
          onChange={(event) => bench.change({ isInteractive: event.target.checked })}
        />
        Type while it runs
      </label>
    </div>
  );
}

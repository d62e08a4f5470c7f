import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { Kbd } from '#app/components/ui/kbd.tsx';

interface LineFieldProps {
  /** Starts with the focus: for the person who began the run in order to type. */
  takesFocus: boolean;
  /** Takes a line without its end; false when it could not be sent, which keeps it in the field. */
  onLine: (line: string) => boolean;
  onEnd: () => void;
  /** Escape: back to where one works. */
  onLeave: () => void;
}

/** A line for the program that runs. Enter sends it; Ctrl+D in the empty field, or the button, ends the input. */
export function LineField({ takesFocus, onLine, onEnd, onLeave }: LineFieldProps) {
  const [line, setLine] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  const press = (event: KeyboardEvent) => {
    if (event.key === 'd' && event.ctrlKey && line === '') {
      event.preventDefault();
      onEnd();
    }
    if (event.key === 'Escape') {
      event.stopPropagation();
      onLeave();
    }
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (onLine(line)) setLine('');
  };
  return (
    <div className="flex h-9 shrink-0 items-center gap-1.5 border-t border-line pr-1.5 pl-2.5 focus-within:shadow-[inset_2px_0_0_var(--accent)]">
      <ChevronRight aria-hidden="true" size={14} className="shrink-0 text-accent" />
      <input
        ref={field}
        value={line}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        aria-label="Line for the program"
        placeholder="Type a line for the program, Enter sends it"
        className="h-full min-w-0 flex-1 bg-transparent font-mono text-[12.5px] outline-none placeholder:font-sans placeholder:text-13 placeholder:text-ink-faint"
        onChange={(event) => setLine(event.target.value)}
        onKeyDown={press}
      />
      <Button size="sm" variant="ghost" onClick={onEnd}>
        End input
        <span className="max-sm:hidden">
          <Kbd>Ctrl D</Kbd>
        </span>
      </Button>
    </div>
  );
}

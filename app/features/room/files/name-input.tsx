import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';

interface NameInputProps {
  label: string;
  initial: string;
  /** Takes the name; answers why not, or null when it was taken. */
  onTake: (name: string) => string | null;
  onCancel: () => void;
}

/** A name typed in its place in the tree. Enter takes it, Escape leaves it, a problem is said below. */
export function NameInput({ label, initial, onTake, onCancel }: NameInputProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const isDone = useRef(false);
  const [name, setName] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    const element = input.current;
    element?.focus();
    // The ending usually stays.
    const dot = initial.indexOf('.', 1);
    element?.setSelectionRange(0, dot < 0 ? initial.length : dot);
  }, [initial]);

  const take = () => {
    if (isDone.current) return;
    if (name === initial || name === '') return cancel();
    const refused = onTake(name);
    setProblem(refused);
    isDone.current = refused === null;
  };
  const cancel = () => {
    if (isDone.current) return;
    isDone.current = true;
    onCancel();
  };
  const press = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Enter') take();
    if (event.key === 'Escape') cancel();
  };
  return (
    <span className="relative min-w-0 flex-1">
      <input
        ref={input}
        value={name}
        aria-label={label}
        aria-invalid={problem !== null}
        aria-describedby={problem ? id : undefined}
        spellCheck={false}
        autoComplete="off"
        className="h-6 w-full rounded-[4px] border border-accent bg-surface px-1 text-13 text-ink outline-none aria-invalid:border-bad"
        onChange={(event) => {
          setName(event.target.value);
          setProblem(null);
        }}
        onKeyDown={press}
        onBlur={() => (problem ? cancel() : take())}
      />
      {problem && (
        <span
          id={id}
          role="alert"
          className="absolute inset-x-0 top-full z-10 mt-1 rounded-control border border-bad bg-raised px-2 py-1 text-12 text-bad shadow-float"
        >
          {problem}
        </span>
      )}
    </span>
  );
}

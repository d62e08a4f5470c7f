import { clsx } from 'clsx';

interface ViewSwitchProps<T extends string> {
  /** Says what is chosen, for readers. */
  label: string;
  selected: T;
  options: readonly { id: T; title: string; onSelect: () => void }[];
}

/** Two ways to look at the same thing, side by side. */
export function ViewSwitch<T extends string>({ label, selected, options }: ViewSwitchProps<T>) {
  return (
    <fieldset className="flex rounded-control border border-line-control p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map(({ id, title, onSelect }) => (
        <button
          key={id}
          type="button"
          aria-pressed={id === selected}
          onClick={() => id !== selected && onSelect()}
          className={clsx(
            'h-6 rounded-[4px] px-2.5 text-13 font-medium transition-colors',
            id === selected ? 'bg-accent-wash text-accent' : 'text-ink-soft hover:text-ink',
          )}
        >
          {title}
        </button>
      ))}
    </fieldset>
  );
}

import { clsx } from 'clsx';
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';

interface TabsProps<T extends string> {
  /** Names the list for readers. */
  label: string;
  tabs: readonly { id: T; title: ReactNode; panel: ReactNode }[];
  selected: T;
  onSelect: (id: T) => void;
  /** To the right of the tabs, in the room that they leave. */
  aside?: ReactNode;
}

/** A few panels of which one shows. Arrow keys move between the tabs; every panel stays mounted. */
export function Tabs<T extends string>({ label, tabs, selected, onSelect, aside }: TabsProps<T>) {
  const id = useId();
  const buttons = useRef(new Map<T, HTMLButtonElement>());
  const move = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (by === 0) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.id === selected);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    if (!next) return;
    onSelect(next.id);
    buttons.current.get(next.id)?.focus();
  };
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-9 shrink-0 items-center border-b border-line pr-1.5 pl-1.5">
        <div
          role="tablist"
          aria-label={label}
          className="flex h-full min-w-0 gap-1 overflow-x-auto [scrollbar-width:none]"
          onKeyDown={move}
        >
          {tabs.map((tab) => (
            <button
              key={tab.id}
              ref={(element) => {
                if (element) buttons.current.set(tab.id, element);
              }}
              type="button"
              role="tab"
              id={`${id}-${tab.id}-tab`}
              aria-controls={`${id}-${tab.id}`}
              aria-selected={tab.id === selected}
              tabIndex={tab.id === selected ? 0 : -1}
              onClick={() => onSelect(tab.id)}
              className={clsx(
                'relative flex h-full shrink-0 items-center gap-1.5 px-2 text-13 font-medium transition-colors -outline-offset-2',
                tab.id === selected
                  ? 'text-ink after:absolute after:inset-x-2 after:-bottom-px after:h-0.5 after:rounded-full after:bg-accent'
                  : 'text-ink-faint hover:text-ink',
              )}
            >
              {tab.title}
            </button>
          ))}
        </div>
        <div className="flex min-w-0 flex-1 items-center justify-end gap-1">{aside}</div>
      </div>
      {tabs.map((tab) => (
        <div
          key={tab.id}
          role="tabpanel"
          id={`${id}-${tab.id}`}
          aria-labelledby={`${id}-${tab.id}-tab`}
          hidden={tab.id !== selected}
          className="min-h-0 flex-1"
        >
          {tab.panel}
        </div>
      ))}
    </div>
  );
}

import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { IconButton } from './icon-button.tsx';

/** How long a message stays; one with an action stays longer, since it asks for a decision. */
const SHOWN = 5000;
const SHOWN_WITH_ACTION = 9000;
/** Older ones make room: a wall of messages hides the page. */
const MAX_SHOWN = 3;

export interface Toast {
  id: string;
  text: string;
  tone: 'plain' | 'bad';
  action?: { label: string; act: () => void };
}

/** Messages that pass. They never carry something that is said nowhere else for good. */
export class Toasts {
  #items: readonly Toast[] = [];
  readonly #listeners = new Set<() => void>();

  readonly get = (): readonly Toast[] => this.#items;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly show = (toast: Omit<Toast, 'id' | 'tone'> & { tone?: Toast['tone'] }): void => {
    const item: Toast = { tone: 'plain', ...toast, id: crypto.randomUUID() };
    // The same words again replace the earlier ones instead of piling up.
    const others = this.#items.filter(({ text }) => text !== item.text);
    this.#set([...others, item].slice(-MAX_SHOWN));
  };

  readonly dismiss = (id: string): void => this.#set(this.#items.filter((item) => item.id !== id));

  #set(items: readonly Toast[]): void {
    this.#items = items;
    for (const listener of this.#listeners) listener();
  }
}

const NONE: readonly Toast[] = [];

/** Where the messages appear: bottom middle, above everything, read out politely. */
export function ToastRegion({ toasts }: { toasts: Toasts }) {
  const items = useSyncExternalStore(toasts.subscribe, toasts.get, () => NONE);
  return (
    <section
      aria-label="Messages"
      className="pointer-events-none fixed inset-x-0 bottom-10 z-50 flex justify-center"
    >
      <ol aria-live="polite" className="flex w-full max-w-[440px] flex-col gap-2 px-4">
        {items.map((toast) => (
          <ToastItem key={toast.id} toast={toast} onDismiss={() => toasts.dismiss(toast.id)} />
        ))}
      </ol>
    </section>
  );
}

function ToastItem({ toast, onDismiss }: { toast: Toast; onDismiss: () => void }) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const dismiss = useRef(onDismiss);
  dismiss.current = onDismiss;
  const time = toast.action ? SHOWN_WITH_ACTION : SHOWN;
  const start = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => dismiss.current(), time);
  };
  const hold = () => clearTimeout(timer.current);
  useEffect(() => {
    timer.current = setTimeout(() => dismiss.current(), time);
    return () => clearTimeout(timer.current);
  }, [time]);
  return (
    <li
      className="ui-rise pointer-events-auto flex min-h-10 items-center gap-2 rounded-[8px] border border-line bg-raised py-1 pr-1.5 pl-3 text-13 shadow-float"
      onMouseEnter={hold}
      onMouseLeave={start}
      onFocus={hold}
      onBlur={start}
    >
      {toast.tone === 'bad' ? (
        <CircleAlert aria-hidden="true" size={16} className="shrink-0 text-bad" />
      ) : (
        <CircleCheck aria-hidden="true" size={16} className="shrink-0 text-accent" />
      )}
      <span className="min-w-0 flex-1 py-1">{toast.text}</span>
      {toast.action && (
        <button
          type="button"
          className="h-7 shrink-0 rounded-control px-2 font-medium text-accent hover:bg-hover"
          onClick={() => {
            toast.action?.act();
            onDismiss();
          }}
        >
          {toast.action.label}
        </button>
      )}
      <IconButton label="Dismiss" onClick={onDismiss}>
        <X aria-hidden="true" size={14} />
      </IconButton>
    </li>
  );
}

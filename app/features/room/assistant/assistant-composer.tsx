import { Plus, SendHorizontal, Square, X } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useRef } from 'react';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { Menu, MenuItem } from '#app/components/ui/menu.tsx';
import { MAX_ASSISTANT_FILES, MAX_ASSISTANT_QUESTION } from '#core/assistant.ts';
import type { SharedFile } from '#core/doc-shape.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import type { AssistantStore } from './assistant-store.ts';

interface AssistantComposerProps {
  store: AssistantStore;
  /** Questions that are left. */
  left: number;
  takesFocus: boolean;
}

/** Where the candidate asks: the question, the files that go with it, and how many more there may be. */
export function AssistantComposer({ store, left, takesFocus }: AssistantComposerProps) {
  const { editor } = useRoom();
  const { isAsking, problem, text } = useStore(store, (state) => state);
  const chosen = useChosen(store);
  const field = useRef<HTMLTextAreaElement>(null);
  const over = text.trim().length - MAX_ASSISTANT_QUESTION;
  const isUsedUp = left === 0 && !isAsking;

  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text is what makes it grow
  useEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = '0';
    element.style.height = `${Math.min(140, element.scrollHeight)}px`;
  }, [text]);

  const ask = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    if (!isUsedUp) void store.ask(chosen.map(({ id }) => id));
  };
  return (
    <form onSubmit={ask} className="flex flex-col gap-1.5 border-t border-line p-2">
      {problem && (
        <p role="alert" className="px-1 text-12 text-bad">
          {problem}
        </p>
      )}
      {over > 0 && (
        <p role="alert" className="px-1 text-12 text-bad">
          Too long by {over} characters. Put longer text into a file and choose it.
        </p>
      )}
      <FileChips store={store} chosen={chosen} />
      <div className="flex items-end gap-1 rounded-control border border-line-strong bg-surface p-0.5 focus-within:border-accent focus-within:outline-1 focus-within:outline-accent">
        <textarea
          ref={field}
          value={text}
          rows={1}
          disabled={isUsedUp}
          aria-label="Question to the assistant"
          placeholder={isUsedUp ? 'No questions are left' : 'Ask the assistant'}
          data-chat-field
          className="max-h-[140px] min-h-7 flex-1 resize-none bg-transparent px-1.5 py-1 text-13 outline-none placeholder:text-ink-faint"
          onChange={(event) => store.type(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) ask(event);
            if (event.key === 'Escape') {
              event.stopPropagation();
              editor.get()?.focus();
            }
          }}
        />
        {isAsking ? (
          <IconButton label="Stop the answer" onClick={() => store.stop()}>
            <Square aria-hidden="true" size={13} />
          </IconButton>
        ) : (
          <IconButton label="Ask" type="submit" disabled={text.trim() === '' || over > 0 || isUsedUp}>
            <SendHorizontal aria-hidden="true" size={15} />
          </IconButton>
        )}
      </div>
      <p className="px-1 text-12 text-ink-faint">
        <span className="tabular">{left === 1 ? '1 question' : `${left} questions`}</span> left. What you ask
        and what it answers is recorded. Accepted text is marked as written by AI.
      </p>
    </form>
  );
}

/** The files that go with the next question. */
function FileChips({ store, chosen }: { store: AssistantStore; chosen: readonly SharedFile[] }) {
  const room = useRoom();
  const files = useStore(room.files, (state) => state.files);
  const ids = chosen.map(({ id }) => id);
  const others = files.filter(({ id }) => !ids.includes(id));
  return (
    <ul aria-label="Files that go with the question" className="flex flex-wrap items-center gap-1 px-0.5">
      {chosen.map(({ id, path }) => (
        <li
          key={id}
          className="flex h-6 min-w-0 items-center rounded-control border border-line bg-sunken pl-2 font-mono text-12 text-ink-soft"
        >
          <span className="truncate">{path}</span>
          <IconButton
            size="sm"
            label={`Leave ${path} out`}
            onClick={() => store.choose(ids.filter((other) => other !== id))}
          >
            <X aria-hidden="true" size={12} />
          </IconButton>
        </li>
      ))}
      {others.length > 0 && ids.length < MAX_ASSISTANT_FILES && (
        <li>
          <Menu
            align="start"
            trigger={
              <button
                type="button"
                className="flex h-6 items-center gap-1 rounded-control px-1.5 text-12 text-ink-faint hover:bg-hover hover:text-ink"
              >
                <Plus aria-hidden="true" size={12} />
                Add a file
              </button>
            }
          >
            {others.map(({ id, path }) => (
              <MenuItem key={id} onSelect={() => store.choose([...ids, id])}>
                {path}
              </MenuItem>
            ))}
          </Menu>
        </li>
      )}
    </ul>
  );
}

/** The chosen files that are still there; the open one where nobody chose. */
function useChosen(store: AssistantStore): readonly SharedFile[] {
  const { bench, files } = useRoom();
  const all = useStore(files, (state) => state.files);
  const active = useStore(bench, (state) => state.active);
  const chosen = useStore(store, (state) => state.chosen) ?? [active];
  return all.filter(({ id }) => chosen.includes(id));
}

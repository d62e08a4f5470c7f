import { Pencil, Trash2 } from 'lucide-react';
import { type KeyboardEvent, useId, useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { Textarea } from '#app/components/ui/textarea.tsx';
import { type InterviewNote, MAX_NOTE_LENGTH } from '#core/panel-protocol.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { Moment } from './moment.tsx';
import { panelOf } from './panel-store.ts';
import { Nothing } from './part.tsx';

/** What those who hold the interview write down for themselves and for each other. */
export function NotesTab() {
  const notes = useStore(panelOf(useRoom()), (state) => state.notes);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="min-h-0 flex-1 overflow-y-auto">
        {notes?.length === 0 && (
          <Nothing>
            Write down what you notice. Interviewers of your team read it, the candidate never does.
          </Nothing>
        )}
        <ol>
          {notes?.map((note) => (
            <NoteItem key={note.id} note={note} />
          ))}
        </ol>
      </div>
      <Composer />
    </div>
  );
}

function NoteItem({ note }: { note: InterviewNote }) {
  const room = useRoom();
  const store = panelOf(room);
  const { toasts } = room;
  const [edited, setEdited] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const say = (text: string | null) => text !== null && toasts.show({ text, tone: 'bad' });
  const save = async () => {
    const text = edited?.trim() ?? '';
    if (text === '') return;
    const refused = text === note.text ? null : await store.rewrite(note.id, text);
    setProblem(refused);
    if (refused === null) setEdited(null);
  };
  const remove = async () => {
    const refused = await store.remove(note.id);
    if (refused !== null) return say(refused);
    const undo = { label: 'Undo', act: async () => void say(await store.bringBack(note.id)) };
    toasts.show({ text: 'The note was deleted.', action: undo });
  };
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.preventDefault();
      setEdited(null);
    } else if (isEnter(event)) {
      event.preventDefault();
      void save();
    }
  };
  return (
    <li className="border-b border-line px-4 py-2.5">
      <div className="flex min-h-6 items-center gap-2">
        <Moment at={note.atMs} />
        <span className="min-w-0 flex-1 truncate text-12 text-ink-faint">
          {note.isMine ? 'You' : note.authorName}
        </span>
        {note.isMine && edited === null && (
          <>
            <IconButton size="sm" label="Edit the note" onClick={() => setEdited(note.text)}>
              <Pencil aria-hidden="true" size={13} />
            </IconButton>
            <IconButton size="sm" label="Delete the note" onClick={() => void remove()}>
              <Trash2 aria-hidden="true" size={13} />
            </IconButton>
          </>
        )}
      </div>
      {edited === null ? (
        <p className="text-13 [overflow-wrap:anywhere] whitespace-pre-wrap text-ink">{note.text}</p>
      ) : (
        <>
          <Textarea
            aria-label="Note"
            autoFocus
            maxLength={MAX_NOTE_LENGTH}
            value={edited}
            className="min-h-14 text-13!"
            onChange={({ currentTarget }) => setEdited(currentTarget.value)}
            onKeyDown={keys}
          />
          {problem && <p className="pt-1 text-12 text-bad">Not saved. {problem}</p>}
          <div className="flex justify-end gap-1 pt-1.5">
            <Button size="sm" variant="ghost" onClick={() => setEdited(null)}>
              Cancel
            </Button>
            <Button size="sm" onClick={() => void save()}>
              Save
            </Button>
          </div>
        </>
      )}
    </li>
  );
}

function Composer() {
  const room = useRoom();
  const store = panelOf(room);
  const { session } = room;
  const hintId = useId();
  const draft = useStore(store, (state) => state.draft);
  const now = () => Date.now() + session.state.get().clockOffset;
  const send = () => void store.send(session.state.get().question?.current.questionId ?? null);
  return (
    <div className="border-t border-line px-4 py-3">
      <Textarea
        aria-label="New note"
        aria-describedby={hintId}
        placeholder="Write a note"
        maxLength={MAX_NOTE_LENGTH}
        readOnly={draft.isSending}
        value={draft.text}
        className="min-h-14 text-13!"
        onChange={({ currentTarget }) => store.type(currentTarget.value, now())}
        onKeyDown={(event) => {
          if (!isEnter(event)) return;
          event.preventDefault();
          send();
        }}
      />
      <div id={hintId} className="flex min-h-5 items-center gap-2 pt-1 text-12">
        {draft.problem ? (
          <p role="alert" className="text-bad">
            Not saved. {draft.problem}
          </p>
        ) : draft.atMs === null ? (
          <p className="text-ink-faint">Enter saves, Shift+Enter begins a line.</p>
        ) : (
          <p className="flex items-baseline gap-1 text-ink-faint">
            {draft.isSending ? 'Saving, about' : 'About'} <Moment at={draft.atMs} />
          </p>
        )}
      </div>
    </div>
  );
}

/** Enter by itself, and not the one that ends a composed character. */
function isEnter({ key, shiftKey, nativeEvent }: KeyboardEvent): boolean {
  return key === 'Enter' && !shiftKey && !nativeEvent.isComposing;
}

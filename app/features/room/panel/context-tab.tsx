import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { Moment } from './moment.tsx';
import { Nothing } from './part.tsx';
import { describeSignal, listShown } from './signal-words.ts';

/** What happened around the candidate's work, each with its innocent reasons. Nothing is counted or weighed. */
export function ContextTab() {
  const { session } = useRoom();
  const signals = useStore(session.state, (state) => state.signals);
  const people = useStore(session.state, (state) => state.people);
  const shown = listShown(signals);
  const whose = new Set(signals.map(({ participantId }) => participantId));
  return (
    <div className="h-full overflow-y-auto">
      <p className="border-b border-line px-4 py-2.5 text-12 text-ink-soft">
        Context for a conversation, not evidence: ask before you conclude anything.
      </p>
      {shown.length === 0 && (
        <Nothing>
          Pastes, looks away from the page and broken connections are listed here as they come.
        </Nothing>
      )}
      <ol>
        {shown.map(({ signal, participantId, at }) => {
          const { what, why } = describeSignal(signal);
          const name = people.find((person) => person.participantId === participantId)?.name;
          return (
            <li key={`${at}:${participantId}:${signal.signal}`} className="border-b border-line px-4 py-2.5">
              <p className="flex items-baseline gap-2 text-13 text-ink">
                <span className="min-w-0 flex-1">{what}</span>
                <Moment at={at} />
              </p>
              {whose.size > 1 && name && <p className="text-12 text-ink-soft">{name}</p>}
              <p className="text-12 text-ink-faint">{why}</p>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

import { Checkbox } from '#app/components/ui/checkbox.tsx';
import { useStore } from '#app/features/room/use-store.ts';
import type { TapePerson } from '../tape/tape-protocol.ts';
import type { ListeningStore } from './listening.ts';

interface VoicesFormProps {
  listening: ListeningStore;
  speakers: readonly string[];
  people: readonly TapePerson[];
  /** Why nobody is heard right now, or what is missing. */
  note: string | null;
}

/** How loud the voices are, and which of them. */
export function VoicesForm({ listening, speakers, people, note }: VoicesFormProps) {
  const { volume, muted } = useStore(listening, (value) => value);
  const percent = Math.round(volume * 100);
  return (
    <div className="flex flex-col gap-3 p-3 text-13">
      <label className="flex items-center gap-3">
        <span className="shrink-0 font-medium">Volume</span>
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          value={percent}
          aria-valuetext={`${percent} percent`}
          className="h-6 min-w-0 flex-1 accent-accent"
          onChange={({ target }) => listening.change({ volume: Number(target.value) / 100 })}
        />
        <span className="tabular w-11 text-right text-12 text-ink-faint">{percent} %</span>
      </label>
      {speakers.length > 0 && (
        <fieldset className="flex flex-col gap-1.5">
          <legend className="mb-1.5 text-12 text-ink-faint">Who is heard</legend>
          {speakers.map((id) => (
            <Checkbox
              key={id}
              checked={!muted.includes(id)}
              onChange={({ target }) => listening.mute(id, !target.checked)}
              label={people.find(({ participantId }) => participantId === id)?.name ?? 'Somebody'}
            />
          ))}
        </fieldset>
      )}
      {note && <p className="text-12 text-ink-soft">{note}</p>}
    </div>
  );
}

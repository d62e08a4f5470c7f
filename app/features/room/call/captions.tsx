import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { personColour } from '#app/components/ui/avatar.tsx';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { showsCaptions } from '#app/features/settings/settings.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { type Arrivals, type CaptionLine, captionLines, noteArrivals } from './caption-lines.ts';

/** Times a second at which it is looked whether words have to go. */
const RATE = 4;

/** What is said in the call, over the bottom of the code for a few seconds. */
export function Captions() {
  const { settings, visitor, toasts } = useRoom();
  const isOn = useStore(settings, (value) => showsCaptions(value, visitor.role));
  const lines = useLines();
  if (!isOn || lines.length === 0) return null;
  const hide = () => {
    settings.change({ captions: 'off' });
    toasts.show({
      text: 'Captions are off. The settings bring them back.',
      action: { label: 'Undo', act: () => settings.change({ captions: 'on' }) },
    });
  };
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-3 z-10 flex justify-center px-6 max-sm:px-2">
      <section
        aria-label="Captions"
        // the page's own announcements say what has to be said
        aria-live="off"
        className="pointer-events-auto flex max-w-[640px] items-start gap-1 rounded-control border border-line bg-raised py-1 pr-1 pl-3 text-14 shadow-float select-text"
      >
        <div className="min-w-0 py-0.5">
          {lines.map((line, index) => (
            <Line key={line.id} line={line} isNewest={index === lines.length - 1} />
          ))}
        </div>
        <IconButton size="sm" label="Turn captions off" onClick={hide}>
          <X aria-hidden="true" size={13} />
        </IconButton>
      </section>
    </div>
  );
}

/** Of more than fits, the end shows: it is what was said last. The newest has two lines, on a phone one holds few words. */
function Line({ line, isNewest }: { line: CaptionLine; isNewest: boolean }) {
  return (
    <p className={clsx('flex gap-2 transition-opacity duration-500', line.isFading && 'opacity-0')}>
      <span className="shrink-0 font-semibold" style={{ color: personColour(line) }}>
        {line.name}
      </span>
      <span
        className={clsx(
          'flex min-w-0 flex-1 flex-col justify-end overflow-hidden',
          isNewest ? 'max-h-[2lh]' : 'max-h-[1lh]',
        )}
      >
        <span>{line.text}</span>
      </span>
    </p>
  );
}

/** What shows now; looked at again while something does. */
function useLines(): CaptionLine[] {
  const { session } = useRoom();
  const speeches = useStore(session.state, (state) => state.speeches);
  const caption = useStore(session.state, (state) => state.caption);
  const speaker = useStore(session.state, ({ people }) => people.find(({ role }) => role === 'ai'));
  const offset = useStore(session.state, (state) => state.clockOffset);
  const arrivals = useRef<Arrivals>(new Map());
  const [, setTick] = useState(0);
  const now = Date.now() + offset;
  arrivals.current = noteArrivals(arrivals.current, speeches, now);
  const name = speaker?.name ?? 'AI interviewer';
  const spoken = caption && {
    id: 'spoken',
    name,
    role: 'ai' as const,
    colour: speaker?.colour ?? 0,
    text: caption,
    isFading: false,
  };
  const lines = captionLines(speeches, arrivals.current, spoken || null, now);
  const isShowing = lines.length > 0;
  useEffect(() => {
    if (!isShowing) return;
    const timer = setInterval(() => setTick((tick) => tick + 1), 1000 / RATE);
    return () => clearInterval(timer);
  }, [isShowing]);
  return lines;
}

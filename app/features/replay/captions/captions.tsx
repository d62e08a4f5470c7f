import { useStore } from '#app/features/room/use-store.ts';
import type { ReplayPlayer } from '../replay-player.ts';
import type { TapeSpeech } from '../tape/tape-protocol.ts';
import { Speaker } from '../transcript/speech-row.tsx';
import type { ListeningStore } from '../voices/listening.ts';
import { captionsAt } from './caption-lines.ts';

interface CaptionsProps {
  player: Pick<ReplayPlayer, 'panels'>;
  speeches: readonly TapeSpeech[];
  listening: ListeningStore;
}

/** What is spoken at the moment, over the lower edge of the code, where somebody wants it. */
export function Captions({ listening, ...rest }: CaptionsProps) {
  const isOn = useStore(listening, ({ hasCaptions }) => hasCaptions);
  return isOn ? <CaptionsNow {...rest} /> : null;
}

function CaptionsNow({ player, speeches }: Omit<CaptionsProps, 'listening'>) {
  // as one string: the same words are drawn once
  const said = useStore(player.panels, ({ atMs }) =>
    JSON.stringify(captionsAt(speeches, atMs).map(({ speech, text }) => [speech.id, text])),
  );
  const lines = (JSON.parse(said) as [id: string, text: string][]).flatMap(([id, text]) => {
    const speech = speeches.find((one) => one.id === id);
    return speech ? [{ speech, text }] : [];
  });
  if (lines.length === 0) return null;
  const clamp = lines.length > 1 ? 'line-clamp-1' : 'line-clamp-2';
  return (
    <section
      aria-label="Captions"
      className="pointer-events-none absolute inset-x-4 bottom-12 z-10 flex justify-center"
    >
      <div className="flex max-w-[620px] flex-col gap-0.5 rounded-control border border-line bg-raised px-3 py-1.5 text-14 shadow-float">
        {lines.map(({ speech, text }) => (
          <p key={speech.id} className="flex items-baseline gap-2">
            <span className="max-w-32 shrink-0">
              <Speaker speech={speech} />
            </span>
            <span className={`min-w-0 text-ink ${clamp}`}>{text}</span>
          </p>
        ))}
      </div>
    </section>
  );
}

import { Sparkles } from 'lucide-react';
import { memo, useMemo } from 'react';
import { personColour } from '#app/components/ui/avatar.tsx';
import { formatElapsed } from '#app/features/room/clock.ts';
import type { Store } from '#app/features/room/store.ts';
import { useStore } from '#app/features/room/use-store.ts';
import type { PanelView } from '../replay-player.ts';
import type { TapeSpeech } from '../tape/tape-protocol.ts';
import { SpeechText } from './speech-text.tsx';
import { type Piece, placeWords, wordAt } from './spoken.ts';

interface SpeechRowProps {
  speech: TapeSpeech;
  /** It is spoken at this moment. */
  isNow: boolean;
  marks: readonly Piece[];
  active: Piece | null;
  panels: Store<PanelView>;
  onGo: (speech: TapeSpeech) => void;
}

/** One utterance; pressing it goes to where it began. Kept as it is while the moment passes by elsewhere. */
export const SpeechRow = memo(({ speech, isNow, marks, active, panels, onGo }: SpeechRowProps) => (
  <li data-speech={speech.id} aria-current={isNow ? 'step' : undefined}>
    <button
      type="button"
      className={`flex w-full gap-2 rounded-control px-1.5 py-1 text-left text-13 -outline-offset-2 hover:bg-hover ${isNow ? 'bg-accent-wash' : ''}`}
      onClick={() => onGo(speech)}
    >
      <time className="tabular w-11 shrink-0 text-right text-12 text-ink-faint">
        {formatElapsed(Math.max(0, speech.from))}
      </time>
      <span className="min-w-0 flex-1">
        <Speaker speech={speech} />
        <span className="block break-words whitespace-pre-wrap text-ink">
          {isNow ? (
            <TextNow {...{ speech, marks, active, panels }} />
          ) : (
            <SpeechText text={speech.text} marks={marks} active={active} spoken={null} />
          )}
        </span>
        {speech.isCut && <span className="block text-12 text-ink-faint">Somebody spoke over it here.</span>}
      </span>
    </button>
  </li>
));

/** Who said it, by colour and name. */
export function Speaker({ speech }: { speech: TapeSpeech }) {
  const { name, role } = speech;
  return (
    <span className="flex items-center gap-1.5 text-12 font-medium text-ink-soft">
      {role === 'ai' ? (
        <Sparkles aria-hidden="true" size={11} className="shrink-0 text-ai" />
      ) : (
        <span
          aria-hidden="true"
          className="size-2 shrink-0 rounded-full"
          style={{ background: personColour(speech) }}
        />
      )}
      <span className="truncate">{name}</span>
      {role === 'ai' && <span className="font-normal text-ink-faint">AI</span>}
    </span>
  );
}

/** Apart, so that a word spoken draws the words alone. */
function TextNow({ speech, marks, active, panels }: Omit<SpeechRowProps, 'isNow' | 'onGo'>) {
  const places = useMemo(() => placeWords(speech.text, speech.words), [speech]);
  const word = useStore(panels, ({ atMs }) => wordAt(speech.words, atMs - speech.from));
  return <SpeechText text={speech.text} marks={marks} active={active} spoken={places[word] ?? null} />;
}

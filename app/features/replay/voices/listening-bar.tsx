import { Captions } from 'lucide-react';
import { Button } from '#app/components/ui/button.tsx';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { useStore } from '#app/features/room/use-store.ts';
import type { TapePerson } from '../tape/tape-protocol.ts';
import type { ListeningStore } from './listening.ts';
import { FASTEST_VOICE, type Followed, type VoicePlayer } from './voice-player.ts';
import { VoicesControls } from './voices-controls.tsx';

interface ListeningBarProps {
  player: Pick<Followed, 'controls'>;
  listening: ListeningStore;
  voices: VoicePlayer | null;
  people: readonly TapePerson[];
  hasWords: boolean;
  isPhone: boolean;
}

/** In the bar of the player: who is heard, how loud, why nobody is, and the captions. */
export function ListeningBar({ voices, ...rest }: ListeningBarProps) {
  const { listening, hasWords, isPhone } = rest;
  const hasCaptions = useStore(listening, (value) => value.hasCaptions);
  return (
    <>
      {voices && <Voices {...rest} voices={voices} />}
      {hasWords && !(isPhone && voices) && (
        <IconButton
          label="Captions"
          title={hasCaptions ? 'Hide captions' : 'Show captions'}
          isActive={hasCaptions}
          onClick={() => listening.change({ hasCaptions: !hasCaptions })}
        >
          <Captions aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      )}
    </>
  );
}

type VoicesProps = Omit<ListeningBarProps, 'voices'> & { voices: VoicePlayer };

function Voices({ player, listening, voices, people, hasWords, isPhone }: VoicesProps) {
  const { speakers, isBlocked, problem } = useStore(voices.state, (state) => state);
  const isFast = useStore(player.controls, ({ speed }) => speed > FASTEST_VOICE);
  const hasMenu = speakers.length > 0 || problem !== null || (isPhone && hasWords);
  if (!hasMenu) return null;
  const note = problem ?? (isFast ? `Voices are silent above ${FASTEST_VOICE}×` : null);
  const isSilent = isFast || isBlocked || speakers.length === 0;
  return (
    <>
      {isBlocked ? (
        <span role="status" className="flex min-w-0 items-center gap-2 pr-1 text-12 text-warn">
          {!isPhone && (
            <span className="truncate">This browser keeps voices silent until you allow them.</span>
          )}
          <Button size="sm" onClick={voices.allow}>
            Turn voices on
          </Button>
        </span>
      ) : (
        note &&
        !isPhone && (
          <span
            role="status"
            title={note}
            className={`truncate pr-1 text-12 ${problem ? 'text-warn' : 'text-ink-faint'}`}
          >
            {note}
          </span>
        )
      )}
      <VoicesControls
        {...{ listening, speakers, people, isSilent, note, isPhone }}
        hasCaptions={isPhone && hasWords}
      />
    </>
  );
}

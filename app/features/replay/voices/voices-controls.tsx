import { Volume1, VolumeOff } from 'lucide-react';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { Menu, MenuItem, MenuLine, MenuToggle } from '#app/components/ui/menu.tsx';
import { useStore } from '#app/features/room/use-store.ts';
import type { TapePerson } from '../tape/tape-protocol.ts';
import type { ListeningStore } from './listening.ts';

interface VoicesControlsProps {
  listening: ListeningStore;
  speakers: readonly string[];
  people: readonly TapePerson[];
  /** Nobody is heard right now, whatever is chosen here. */
  isSilent: boolean;
  /** Why, or what is missing. */
  note: string | null;
  /** Captions are switched here. */
  hasCaptions: boolean;
  isPhone: boolean;
}

/** Who is heard, and how loud; phones have keys for that. */
export function VoicesControls(props: VoicesControlsProps) {
  const { listening, speakers, people, isSilent, note, hasCaptions, isPhone } = props;
  const { volume, muted, hasCaptions: showsCaptions } = useStore(listening, (value) => value);
  const Icon = isSilent || volume === 0 ? VolumeOff : Volume1;
  const percent = Math.round(volume * 100);
  const nameOf = (id: string) => people.find(({ participantId }) => participantId === id)?.name ?? 'somebody';
  return (
    <>
      <Menu
        trigger={
          <IconButton label="Voices" title="Who is heard">
            <Icon aria-hidden="true" size={16} strokeWidth={1.75} />
          </IconButton>
        }
      >
        {speakers.map((id) => (
          <MenuToggle key={id} isOn={!muted.includes(id)} onChange={(isOn) => listening.mute(id, !isOn)}>
            Hear {nameOf(id)}
          </MenuToggle>
        ))}
        {hasCaptions && (
          <>
            {speakers.length > 0 && <MenuLine />}
            <MenuToggle isOn={showsCaptions} onChange={(isOn) => listening.change({ hasCaptions: isOn })}>
              Captions
            </MenuToggle>
          </>
        )}
        {note && (
          <>
            {(speakers.length > 0 || hasCaptions) && <MenuLine />}
            <MenuItem isDisabled onSelect={() => undefined}>
              {note}
            </MenuItem>
          </>
        )}
      </Menu>
      {!isPhone && speakers.length > 0 && (
        <input
          type="range"
          min={0}
          max={100}
          step={5}
          value={percent}
          aria-label="Volume of voices"
          aria-valuetext={`${percent} percent`}
          title={`Volume ${percent} %`}
          className="mr-1 h-6 w-18 accent-accent"
          onChange={({ target }) => listening.change({ volume: Number(target.value) / 100 })}
        />
      )}
    </>
  );
}

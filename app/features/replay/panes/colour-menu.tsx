import { Palette } from 'lucide-react';
import { Button } from '#app/components/ui/button.tsx';
import { Menu, MenuToggle } from '#app/components/ui/menu.tsx';
import { useStore } from '#app/features/room/use-store.ts';
import type { ColourBy, ReplayPlayer } from '../replay-player.ts';
import type { TapePerson } from '../tape/tape-protocol.ts';
import { looksOf } from './attribution.ts';

const CHOICES: Record<ColourBy, string> = {
  none: 'Nothing',
  author: 'Who wrote it',
  way: 'How it came',
};

/** What the text in the editor is coloured by. */
export function ColourMenu({ player, isPhone }: { player: ReplayPlayer; isPhone: boolean }) {
  const colourBy = useStore(player.looking, (looking) => looking.colourBy);
  return (
    <Menu
      trigger={
        <Button
          size="sm"
          variant="ghost"
          aria-label={`Colour by: ${CHOICES[colourBy].toLowerCase()}`}
          className={colourBy === 'none' ? '' : 'text-accent'}
          icon={<Palette aria-hidden="true" size={14} />}
        >
          {!isPhone && (colourBy === 'none' ? 'Colour by' : CHOICES[colourBy])}
        </Button>
      }
    >
      {(Object.keys(CHOICES) as ColourBy[]).map((one) => (
        <MenuToggle key={one} isOn={one === colourBy} onChange={() => player.look({ colourBy: one })}>
          {CHOICES[one]}
        </MenuToggle>
      ))}
    </Menu>
  );
}

/** What the tints and lines of the text mean. */
export function ColourLegend({ player, people }: { player: ReplayPlayer; people: readonly TapePerson[] }) {
  const colourBy = useStore(player.looking, (looking) => looking.colourBy);
  const runs = useStore(player.moment, (moment) => moment?.file?.attribution ?? null);
  if (colourBy === 'none' || !runs) return null;
  return (
    <ul
      aria-label={`Colours: ${CHOICES[colourBy].toLowerCase()}`}
      className="flex min-h-8 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-canvas px-3 py-1 text-12 text-ink-soft"
    >
      {looksOf(runs, { by: colourBy, people }).map(({ className, label, colour, line }) => (
        <li key={className} className="flex items-center gap-1.5">
          <span
            aria-hidden="true"
            className="rounded-[3px] px-1 font-mono text-ink"
            style={{
              background: `color-mix(in srgb, ${colour} 16%, transparent)`,
              textDecoration: line === 'none' ? 'none' : `${line} ${colour}`,
              textUnderlineOffset: 3,
            }}
          >
            ab
          </span>
          {label}
        </li>
      ))}
    </ul>
  );
}

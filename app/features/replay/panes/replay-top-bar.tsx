import { clsx } from 'clsx';
import { Crosshair, GitCompareArrows, Keyboard, LogOut } from 'lucide-react';
import { Button, ButtonLink } from '#app/components/ui/button.tsx';
import { CopyButton } from '#app/components/ui/copy-button.tsx';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { Menu, MenuItem, MenuLine } from '#app/components/ui/menu.tsx';
import { Tooltip } from '#app/components/ui/tooltip.tsx';
import { Wordmark } from '#app/components/wordmark.tsx';
import { formatElapsed } from '#app/features/room/clock.ts';
import { REGION } from '#app/features/room/layout/regions.ts';
import { PersonMark } from '#app/features/room/people/person-mark.tsx';
import { useStore } from '#app/features/room/use-store.ts';
import { linkMoment } from '../playback/moment-link.ts';
import type { ReplayPageData } from '../replay-data.ts';
import type { ReplayPlayer } from '../replay-player.ts';
import { ColourMenu } from './colour-menu.tsx';

/** The two moments of a comparison. */
export interface Pins {
  a: number | null;
  b: number | null;
}

interface ReplayTopBarProps {
  data: ReplayPageData;
  player: ReplayPlayer;
  pins: Pins;
  onPins: (pins: Pins) => void;
  onCompare: () => void;
  onHelp: () => void;
  isPhone: boolean;
}

/** What this is a recording of, who was there, and what one can do with it. */
export function ReplayTopBar(props: ReplayTopBarProps) {
  const { data, player, onHelp, isPhone } = props;
  return (
    <header
      {...{ [REGION]: 0 }}
      className="flex h-11 shrink-0 items-center gap-2 border-b border-line bg-canvas px-3"
    >
      <Wordmark isMarkOnly />
      <div className="flex min-w-0 flex-1 items-baseline gap-2.5">
        <h1 className="min-w-0 truncate text-13 font-semibold">{data.title}</h1>
        {!isPhone && <span className="truncate text-12 text-ink-faint">Replay, {data.candidateName}</span>}
      </div>
      {!isPhone && <PresentStrip player={player} />}
      <ColourMenu player={player} isPhone={isPhone} />
      <CompareMenu {...props} />
      <CopyButton
        size="sm"
        variant="ghost"
        isIconOnly={isPhone}
        label="Copy link to this moment"
        text={() => linkMoment(location.href, player.atMs.get())}
      />
      {!isPhone && (
        <IconButton label="Keyboard shortcuts" title="Keyboard shortcuts (?)" onClick={onHelp}>
          <Keyboard aria-hidden="true" size={16} strokeWidth={1.75} />
        </IconButton>
      )}
      {data.viewer.kind === 'member' && (
        <ButtonLink
          size="sm"
          variant="ghost"
          to={`/interviews/${data.interviewId}`}
          aria-label="Back to the interview"
          icon={<LogOut aria-hidden="true" size={14} />}
        >
          {!isPhone && 'Interview'}
        </ButtonLink>
      )}
    </header>
  );
}

function PresentStrip({ player }: { player: ReplayPlayer }) {
  const said = useStore(player.panels, ({ moment }) => JSON.stringify(moment?.present ?? []));
  const following = useStore(player.looking, (looking) => looking.following);
  const present = JSON.parse(said) as NonNullable<ReturnType<ReplayPlayer['moment']['get']>>['present'];
  return (
    <ul aria-label="In the room at this moment" className="flex items-center gap-1">
      {present.slice(0, 6).map((person) => {
        const isFollowed = following === person.participantId;
        const does = isFollowed ? 'Stop following' : 'Follow';
        return (
          <li key={person.participantId} className="flex">
            <Tooltip text={isFollowed ? `Following ${person.name}` : `Follow ${person.name}`}>
              <button
                type="button"
                aria-label={`${does} ${person.name}`}
                aria-pressed={isFollowed}
                className={clsx(
                  'flex size-7 items-center justify-center rounded-full',
                  isFollowed ? 'outline-2 outline-accent' : 'hover:bg-hover',
                )}
                onClick={() => player.look({ following: isFollowed ? null : person.participantId })}
              >
                <PersonMark person={person} />
              </button>
            </Tooltip>
          </li>
        );
      })}
    </ul>
  );
}

function CompareMenu({ player, pins, onPins, onCompare, isPhone }: ReplayTopBarProps) {
  const isReady = pins.a !== null && pins.b !== null;
  return (
    <Menu
      trigger={
        <Button
          size="sm"
          variant="ghost"
          aria-label="Compare two moments"
          className={isReady ? 'text-accent' : ''}
          icon={<GitCompareArrows aria-hidden="true" size={14} />}
        >
          {!isPhone && 'Compare'}
        </Button>
      }
    >
      <MenuItem shortcut={timeOf(pins.a)} onSelect={() => onPins({ ...pins, a: player.atMs.get() })}>
        Set A here
      </MenuItem>
      <MenuItem shortcut={timeOf(pins.b)} onSelect={() => onPins({ ...pins, b: player.atMs.get() })}>
        Set B here
      </MenuItem>
      <MenuLine />
      <MenuItem isDisabled={!isReady} onSelect={onCompare}>
        Show what changed from A to B
      </MenuItem>
      <MenuItem isDisabled={pins.a === null && pins.b === null} onSelect={() => onPins({ a: null, b: null })}>
        Take A and B away
      </MenuItem>
    </Menu>
  );
}

/** Where a mark stands now, beside what sets it. */
function timeOf(atMs: number | null): string | undefined {
  return atMs === null ? undefined : `at ${formatElapsed(atMs)}`;
}

/** Whom the editor follows, over its lower edge; nothing while they are not in the room. */
export function FollowNote({ player }: { player: ReplayPlayer }) {
  const following = useStore(player.looking, (looking) => looking.following);
  const name = useStore(
    player.tape,
    (tape) => tape?.people.find(({ participantId }) => participantId === following)?.name ?? null,
  );
  const isPresent = useStore(
    player.moment,
    (moment) => moment?.present.some(({ participantId }) => participantId === following) ?? false,
  );
  if (!name || !isPresent) return null;
  return (
    <p className="absolute right-4 bottom-3 z-10 flex items-center gap-1.5 rounded-control border border-line bg-raised py-0.5 pr-1 pl-2 text-12 text-ink-soft shadow-float">
      <Crosshair aria-hidden="true" size={13} className="text-accent" />
      Following {name}
      <Button size="sm" variant="ghost" className="h-6" onClick={() => player.look({ following: null })}>
        Stop
      </Button>
    </p>
  );
}

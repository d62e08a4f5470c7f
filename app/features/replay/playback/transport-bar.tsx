import {
  ChevronFirst,
  ChevronLast,
  FastForward,
  Gauge,
  Pause,
  Play,
  Radio,
  SkipBack,
  SkipForward,
  StepBack,
  StepForward,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { Menu, MenuLine, MenuToggle } from '#app/components/ui/menu.tsx';
import { formatElapsed } from '#app/features/room/clock.ts';
import type { Store } from '#app/features/room/store.ts';
import { useStore } from '#app/features/room/use-store.ts';
import type { Controls } from '../replay-player.ts';
import { SKIP_THRESHOLD, SPEEDS } from './playback.ts';

/** What the bar does with a replay: the part of the player that it needs. */
export interface Transport {
  controls: Store<Controls>;
  atMs: Store<number>;
  toggle: () => void;
  seek: (atMs: number) => void;
  toEnd: () => void;
  stepEdit: (direction: 1 | -1) => void;
  stepEvent: (direction: 1 | -1) => void;
  setSpeed: (speed: number) => void;
  setSkipping: (change: Partial<Pick<Controls, 'hasSkips' | 'threshold'>>) => void;
}

const THRESHOLDS = [2000, 5000, 10_000, 20_000, 30_000, 60_000].filter(
  (ms) => ms >= SKIP_THRESHOLD.min && ms <= SKIP_THRESHOLD.max,
);
const ICON = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

interface TransportBarProps {
  player: Transport;
  length: number;
  isLive: boolean;
  isPhone: boolean;
  /** Before what is skipped and the speed. */
  aside?: ReactNode;
}

/** Play, steps, time, speed and what is skipped. */
export function TransportBar({ player, length, isLive, isPhone, aside }: TransportBarProps) {
  const { isPlaying, isAtLive } = useStore(player.controls, (value) => value);
  return (
    <div role="toolbar" aria-label="Playback" className="flex h-10 items-center gap-0.5 px-2">
      {!isPhone && (
        <IconButton label="To the start" title="To the start (Home)" onClick={() => player.seek(0)}>
          <ChevronFirst {...ICON} />
        </IconButton>
      )}
      <IconButton
        label="Previous event"
        title="Previous event (Shift ←)"
        onClick={() => player.stepEvent(-1)}
      >
        <SkipBack {...ICON} />
      </IconButton>
      <IconButton label="Previous edit" title="Previous edit (,)" onClick={() => player.stepEdit(-1)}>
        <StepBack {...ICON} />
      </IconButton>
      <IconButton
        size="lg"
        label={isPlaying ? 'Pause' : 'Play'}
        title={isPlaying ? 'Pause (Space)' : 'Play (Space)'}
        className="text-ink"
        onClick={player.toggle}
      >
        {isPlaying ? <Pause aria-hidden="true" size={18} /> : <Play aria-hidden="true" size={18} />}
      </IconButton>
      <IconButton label="Next edit" title="Next edit (.)" onClick={() => player.stepEdit(1)}>
        <StepForward {...ICON} />
      </IconButton>
      <IconButton label="Next event" title="Next event (Shift →)" onClick={() => player.stepEvent(1)}>
        <SkipForward {...ICON} />
      </IconButton>
      {!isPhone && !isLive && (
        <IconButton label="To the end" title="To the end (End)" onClick={player.toEnd}>
          <ChevronLast {...ICON} />
        </IconButton>
      )}
      <Clock atMs={player.atMs} length={isPhone ? null : length} />
      {isLive && (
        <Button
          size="sm"
          variant="ghost"
          aria-pressed={isAtLive}
          className={isAtLive ? 'text-accent' : ''}
          icon={<Radio aria-hidden="true" size={14} />}
          onClick={player.toEnd}
        >
          {isAtLive ? 'Live' : 'Jump to now'}
        </Button>
      )}
      <span className="flex-1" />
      {aside}
      <SkipMenu player={player} isPhone={isPhone} />
      <SpeedMenu player={player} />
    </div>
  );
}

/** The moment, and of how much where there is room. */
function Clock({ atMs, length }: { atMs: Store<number>; length: number | null }) {
  const tenths = useStore(atMs, (value) => Math.floor(value / 100));
  return (
    <span className="tabular px-2 text-13 whitespace-nowrap text-ink-soft">
      <time className="font-medium text-ink">
        {formatElapsed(tenths * 100)}
        <span className="text-12 font-normal text-ink-faint">.{tenths % 10}</span>
      </time>
      {length !== null && (
        <>
          {' '}
          / <time>{formatElapsed(length)}</time>
        </>
      )}
    </span>
  );
}

function SpeedMenu({ player }: { player: Transport }) {
  const speed = useStore(player.controls, (controls) => controls.speed);
  return (
    <Menu
      trigger={
        <Button
          size="sm"
          variant="ghost"
          aria-label={`Speed, ${speed} times`}
          className="tabular"
          icon={<Gauge aria-hidden="true" size={14} />}
        >
          {speed}×
        </Button>
      }
    >
      {SPEEDS.map((one) => (
        <MenuToggle
          key={one}
          isOn={one === speed}
          onChange={() => player.setSpeed(one)}
        >{`${one}×${one === 1 ? ', as it was' : ''}`}</MenuToggle>
      ))}
    </Menu>
  );
}

function SkipMenu({ player, isPhone }: { player: Transport; isPhone: boolean }) {
  const { hasSkips, threshold } = useStore(player.controls, (controls) => controls);
  const words = hasSkips ? `Skips pauses over ${threshold / 1000} s` : 'Plays pauses in full';
  return (
    <Menu
      trigger={
        <Button
          size="sm"
          variant="ghost"
          aria-label={`Inactivity: ${words.toLowerCase()}`}
          icon={<FastForward aria-hidden="true" size={14} />}
        >
          {!isPhone && words}
        </Button>
      }
    >
      <MenuToggle isOn={hasSkips} onChange={(isOn) => player.setSkipping({ hasSkips: isOn })}>
        Skip inactivity
      </MenuToggle>
      <MenuLine />
      {THRESHOLDS.map((ms) => (
        <MenuToggle
          key={ms}
          isOn={hasSkips && ms === threshold}
          onChange={() => player.setSkipping({ hasSkips: true, threshold: ms })}
        >{`Longer than ${ms / 1000} seconds`}</MenuToggle>
      ))}
    </Menu>
  );
}

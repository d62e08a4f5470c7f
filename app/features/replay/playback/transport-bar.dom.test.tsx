import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import { TooltipProvider } from '#app/components/ui/tooltip.tsx';
import { Store } from '#app/features/room/store.ts';
import { press, render } from '#app/features/room/testing/render.ts';
import type { Controls } from '../replay-player.ts';
import { TimeSlider } from '../timeline/time-slider.tsx';
import { type Transport, TransportBar } from './transport-bar.tsx';

let leave: () => void = () => undefined;
afterEach(() => leave());

function makeTransport(change: Partial<Controls> = {}) {
  const acts: string[] = [];
  const note = (what: string) => (with_?: unknown) =>
    void acts.push(with_ === undefined ? what : `${what} ${with_}`);
  const controls = {
    isPlaying: false,
    speed: 1,
    hasSkips: true,
    threshold: 5000,
    isAtLive: false,
    ...change,
  };
  const player: Transport = {
    controls: new Store(controls),
    atMs: new Store(65_430),
    toggle: () => acts.push('toggle'),
    seek: note('seek'),
    toEnd: () => acts.push('end'),
    stepEdit: note('edit'),
    stepEvent: note('event'),
    setSpeed: note('speed'),
    setSkipping: note('skip'),
  };
  return { player, acts };
}

const button = (name: string) => document.querySelector<HTMLElement>(`[aria-label="${name}"]`);

test('its buttons play and step', () => {
  const { player, acts } = makeTransport();
  leave = render(
    <TooltipProvider>
      <TransportBar player={player} length={600_000} isLive={false} isPhone={false} />
    </TooltipProvider>,
  );
  for (const name of ['Play', 'Next edit', 'Previous event', 'To the start', 'To the end'])
    button(name)?.click();
  expect(acts).toEqual(['toggle', 'edit 1', 'event -1', 'seek 0', 'end']);
  expect(document.body.textContent).toContain('01:05.4 / 10:00');
});

test('while it plays it offers a pause, and now while the interview goes on', () => {
  const { player, acts } = makeTransport({ isPlaying: true });
  leave = render(<TransportBar player={player} length={600_000} isLive isPhone={false} />);
  expect(button('Play')).toBeNull();
  expect(button('Pause')).not.toBeNull();
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Jump to now')?.click();
  expect(acts).toEqual(['end']);
});

test('the slider says the time in words and moves by pages', () => {
  const sought: number[] = [];
  leave = render(
    <TimeSlider
      atMs={new Store(65_000)}
      length={600_000}
      scale={{ from: 0, to: 600_000, width: 800 }}
      height={60}
      onSeek={(at) => sought.push(at)}
      onHold={() => undefined}
      onLetGo={() => undefined}
      onHover={() => undefined}
    >
      <span />
    </TimeSlider>,
  );
  const slider = document.querySelector<HTMLElement>('[role="slider"]');
  expect(slider?.getAttribute('aria-valuetext')).toBe('01:05 of 10:00');
  expect([slider?.getAttribute('aria-valuenow'), slider?.getAttribute('aria-valuemax')]).toEqual([
    '65',
    '600',
  ]);
  press('PageDown', { on: slider });
  press('PageUp', { on: slider });
  expect(sought).toEqual([125_000, 5000]);
});

test('the slider is held while it is dragged, and let go after the last place was sought', () => {
  const acts: string[] = [];
  leave = render(
    <TimeSlider
      atMs={new Store(0)}
      length={600_000}
      scale={{ from: 0, to: 600_000, width: 600 }}
      height={60}
      onSeek={(at) => acts.push(`seek ${at}`)}
      onHold={() => acts.push('hold')}
      onLetGo={() => acts.push('let go')}
      onHover={() => undefined}
    >
      <span />
    </TimeSlider>,
  );
  const slider = document.querySelector('[role="slider"]');
  const point = (type: string, clientX: number) =>
    act(
      () =>
        void slider?.dispatchEvent(new PointerEvent(type, { clientX, bubbles: true, button: 0, buttons: 1 })),
    );
  point('pointerdown', 10);
  for (const x of [20, 30, 40]) point('pointermove', x);
  point('pointerup', 40);
  expect(acts).toEqual(['hold', 'seek 40000', 'let go']);
});

import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import { Store } from '#app/features/room/store.ts';
import { press, render } from '#app/features/room/testing/render.ts';
import type { Controls } from '../replay-player.ts';
import type { TapeFacts } from '../tape/tape-protocol.ts';
import { find } from '../testing/fake-replay.tsx';
import { FakeOutput } from './fake-output.ts';
import { ListeningStore } from './listening.ts';
import { ListeningBar } from './listening-bar.tsx';
import { VoicePlayer } from './voice-player.ts';

let leave: () => void = () => undefined;
afterEach(() => leave());

const ADA = '00000000-0000-4000-8000-0000000000aa';

async function renderBar(isPhone = false) {
  const controls = new Store<Controls>({
    isPlaying: false,
    speed: 1,
    hasSkips: true,
    threshold: 5000,
    isAtLive: false,
  });
  const listening = new ListeningStore(null);
  const player = {
    controls,
    atMs: new Store(0),
    isHeld: new Store(false),
    tape: new Store<TapeFacts | null>(null),
  };
  const segment = { id: 'a', participantId: ADA, number: 1, startedAt: 0, durationMs: 1000, bytes: 10 };
  const api = { list: async () => [segment], addressOf: (id: string) => id };
  const voices = new VoicePlayer({ player, listening, api, makeOutput: () => new FakeOutput() });
  await voices.load();
  leave = render(
    <ListeningBar
      {...{ player, listening, voices }}
      people={[{ participantId: ADA, name: 'Ada', role: 'candidate', colour: 1 }]}
      hasWords
      isPhone={isPhone}
    />,
  );
  return { controls, listening, voices };
}

test('above twice the speed the bar says that voices are silent', async () => {
  const { controls } = await renderBar();
  expect(document.body.textContent).not.toContain('silent');
  act(() => controls.update((all) => ({ ...all, speed: 4 })));
  expect(find('[role="status"]').textContent).toBe('Voices are silent above 2×');
});

test('where the browser refuses sound a button lets it', async () => {
  const { voices } = await renderBar();
  act(() => voices.state.update((state) => ({ ...state, isBlocked: true })));
  expect(find('[role="status"]').textContent).toContain('keeps voices silent until you allow them');
  act(() => find('button', 'Turn voices on').click());
  expect(voices.state.get().isBlocked).toBe(false);
  expect(document.querySelector('[role="status"]')).toBeNull();
});

test('speakers are muted one by one, and captions are switched', async () => {
  const { listening } = await renderBar();
  press('Enter', { on: find('button', 'Voices') });
  act(() => find('[role="menuitemcheckbox"]', 'Hear Ada').click());
  expect(listening.get().muted).toEqual([ADA]);
  act(() => find('button', 'Captions').click());
  expect(listening.get().hasCaptions).toBe(true);
});

test('on a phone captions are switched where it is chosen who is heard', async () => {
  const { listening } = await renderBar(true);
  expect(document.querySelector('[aria-label="Captions"]')).toBeNull();
  press('Enter', { on: find('button', 'Voices') });
  act(() => find('[role="menuitemcheckbox"]', 'Captions').click());
  expect(listening.get().hasCaptions).toBe(true);
});

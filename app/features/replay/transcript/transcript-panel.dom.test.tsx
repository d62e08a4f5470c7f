import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import { Store } from '#app/features/room/store.ts';
import { press, render, typeInto } from '#app/features/room/testing/render.ts';
import type { PanelView } from '../replay-player.ts';
import type { TapeSpeech } from '../tape/tape-protocol.ts';
import { find } from '../testing/fake-replay.tsx';
import { makeSpeech } from './fake-speech.ts';
import { TranscriptPanel } from './transcript-panel.tsx';

let leave: () => void = () => undefined;
afterEach(() => leave());

/** A transcript at the start of its replay. */
function renderTranscript(speeches: readonly TapeSpeech[]) {
  const panels = new Store<PanelView>({ atMs: 0, moment: null });
  const sought: number[] = [];
  leave = render(
    <TranscriptPanel player={{ panels, seek: (at) => void sought.push(at) }} speeches={speeches} />,
  );
  return { sought, goTo: (atMs: number) => act(() => panels.set({ atMs, moment: null })) };
}

const texts = (selector: string) => [...document.querySelectorAll(selector)].map((one) => one.textContent);
const now = () => document.querySelector('[aria-current="step"]');

const TALK = [
  makeSpeech(1000, 4000, { text: 'May I use a map' }),
  makeSpeech(5000, 7000, { name: 'Iris', text: 'Use any map you like', words: [] }),
  makeSpeech(9000, 12_000, { name: 'Interviewer', role: 'ai', text: 'A MAP it is', isCut: true }),
];

test('the utterance of the moment stands out, and the word where its time is known', () => {
  const { goTo } = renderTranscript(TALK);
  expect(now()).toBeNull();
  goTo(1700);
  expect(now()?.textContent).toContain('May I use a map');
  expect(texts('[data-spoken]')).toEqual(['I']);
  goTo(6000);
  expect(now()?.textContent).toContain('Iris');
  expect(texts('[data-spoken]')).toEqual([]);
  goTo(8000);
  expect(now()).toBeNull();
});

test('pressing an utterance goes to where it began', () => {
  const { sought } = renderTranscript(TALK);
  act(() => find('button', /Use any map/).click());
  expect(sought).toEqual([5000]);
});

test('what is searched for is marked, and Enter walks through it', () => {
  renderTranscript(TALK);
  const field = find<HTMLInputElement>('input', 'Search what was said');
  typeInto(field, 'map');
  expect(texts('mark')).toEqual(['map', 'map', 'MAP']);
  expect(find('output').textContent).toBe('3 found');
  press('Enter', { on: field });
  press('Enter', { on: field });
  expect(find('output').textContent).toBe('2 of 3');
  expect(texts('mark.bg-accent')).toEqual(['map']);
  act(
    () =>
      void field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', shiftKey: true, bubbles: true })),
  );
  expect(find('output').textContent).toBe('1 of 3');
  typeInto(field, 'tree');
  expect(find('output').textContent).toBe('Not said');
});

test('a search stops following until it is asked for again', () => {
  renderTranscript(TALK);
  const field = find<HTMLInputElement>('input', 'Search what was said');
  typeInto(field, 'map');
  expect(() => find('button', 'Follow playback')).toThrow();
  press('Enter', { on: field });
  act(() => find('button', 'Follow playback').click());
  expect(() => find('button', 'Follow playback')).toThrow();
});

test('of hundreds of utterances only those are drawn anew that begin or end', () => {
  let reads = 0;
  const speeches = Array.from({ length: 500 }, (_, n) => {
    const speech = makeSpeech(n * 1000, n * 1000 + 900);
    // read once in each drawing of a row
    return Object.defineProperty(speech, 'isCut', {
      get() {
        reads++;
        return false;
      },
    });
  });
  const { goTo } = renderTranscript(speeches);
  expect(reads).toBeGreaterThanOrEqual(500);
  reads = 0;
  for (let at = 0; at < 3000; at += 50) goTo(at);
  expect(reads).toBeLessThan(20);
});

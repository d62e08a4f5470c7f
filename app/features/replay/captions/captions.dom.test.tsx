import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import { Store } from '#app/features/room/store.ts';
import { render } from '#app/features/room/testing/render.ts';
import type { PanelView } from '../replay-player.ts';
import { makeSpeech } from '../transcript/fake-speech.ts';
import { ListeningStore } from '../voices/listening.ts';
import { Captions } from './captions.tsx';

let leave: () => void = () => undefined;
afterEach(() => leave());

const lines = () => [...document.querySelectorAll('[aria-label="Captions"] p')].map((one) => one.textContent);

test('captions show who says what, where they are wanted and somebody speaks', () => {
  const panels = new Store<PanelView>({ atMs: 2000, moment: null });
  const listening = new ListeningStore(null);
  const speeches = [
    makeSpeech(1000, 4000, { text: 'May I' }),
    makeSpeech(3000, 5000, { name: 'Iris', text: 'Of course' }),
  ];
  leave = render(<Captions player={{ panels }} speeches={speeches} listening={listening} />);
  expect(lines()).toEqual([]);
  act(() => listening.change({ hasCaptions: true }));
  expect(lines()).toEqual(['AdaMay I']);
  act(() => panels.set({ atMs: 3500, moment: null }));
  expect(lines()).toEqual(['AdaMay I', 'IrisOf course']);
  act(() => panels.set({ atMs: 6000, moment: null }));
  expect(lines()).toEqual([]);
});

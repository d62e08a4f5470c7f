import { expect, test } from 'vitest';
import { ListeningStore } from './listening.ts';

function makeMemory(kept: Record<string, string> = {}) {
  const values = new Map(Object.entries(kept));
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
}

test('volume, muted people and captions are remembered', () => {
  const memory = makeMemory();
  const listening = new ListeningStore(memory);
  expect(listening.get()).toEqual({ volume: 1, muted: [], hasCaptions: false });
  listening.change({ volume: 0.4, hasCaptions: true });
  listening.mute('ada', true);
  listening.mute('bob', true);
  listening.mute('ada', false);
  expect(new ListeningStore(memory).get()).toEqual({ volume: 0.4, muted: ['bob'], hasCaptions: true });
});

test('what cannot be read counts as nothing', () => {
  const usual = { volume: 1, muted: [], hasCaptions: false };
  expect(new ListeningStore(makeMemory({ 'interlace:listening': '{' })).get()).toEqual(usual);
  expect(new ListeningStore(makeMemory({ 'interlace:listening': '{"volume":7}' })).get()).toEqual(usual);
  expect(new ListeningStore(null).get()).toEqual(usual);
});

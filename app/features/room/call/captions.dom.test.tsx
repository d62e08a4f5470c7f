import { act } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TooltipProvider } from '#app/components/ui/tooltip.tsx';
import type { RoomRole } from '#core/roles.ts';
import type { Utterance } from '#core/speech.ts';
import { RoomContext } from '../room-context.ts';
import { PERSON } from '../testing/fake-room.ts';
import { buildRoomWithInterviewer } from '../testing/interviewer.ts';
import { render } from '../testing/render.ts';
import { Captions } from './captions.tsx';

let stop: () => void;
beforeEach(() => void vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => {
  stop();
  vi.useRealTimers();
});

function show(role: RoomRole, captions: 'role' | 'on' | 'off' = 'role') {
  const built = buildRoomWithInterviewer(role);
  built.room.settings.set({ ...built.room.settings.get(), captions });
  stop = render(
    <RoomContext.Provider value={built.room}>
      <TooltipProvider>
        <Captions />
      </TooltipProvider>
    </RoomContext.Provider>,
  );
  const say = (text: string, part: Partial<Utterance> = {}) =>
    act(() =>
      built.state.update((state) => ({ ...state, speeches: [...state.speeches, utterance(text, part)] })),
    );
  return { ...built, say };
}
function utterance(text: string, part: Partial<Utterance>): Utterance {
  const now = Date.now();
  const { participantId, name, role, colour } = PERSON;
  return {
    ...{ id: crypto.randomUUID(), participantId, name, role, colour, text },
    ...{ startedAt: now - 3000, endedAt: now - 2000, words: [], isCut: false, ...part },
  };
}
const shown = () => document.querySelector('section[aria-label="Captions"]')?.textContent ?? '';

test('what is said shows with who said it, the last two, and goes after a while', () => {
  const { say } = show('candidate');
  say('one');
  say('two');
  say('three');
  expect(shown()).toBe('AdatwoAdathree');
  const heights = [...document.querySelectorAll('section[aria-label="Captions"] p > span:last-child')];
  expect(heights.map(({ className }) => /max-h-\[\dlh\]/.exec(className)?.[0])).toEqual([
    'max-h-[1lh]',
    'max-h-[2lh]',
  ]);
  act(() => vi.advanceTimersByTime(5000));
  expect(shown()).toContain('three');
  act(() => vi.advanceTimersByTime(1500));
  expect(shown()).toBe('');
});

test('words of long ago, which a page is told when it comes in, do not show', () => {
  const { say } = show('candidate');
  say('old', { endedAt: Date.now() - 60_000 });
  expect(shown()).toBe('');
});

test('what the AI interviewer is saying shows until it is silent', () => {
  const { state } = show('candidate');
  act(() => state.update((is) => ({ ...is, caption: 'Tell me more' })));
  act(() => vi.advanceTimersByTime(20_000));
  expect(shown()).toBe('AI interviewerTell me more');
  const name = document.querySelector('section[aria-label="Captions"] p > span');
  expect(name?.getAttribute('style')).toContain('var(--ai)');
  act(() => state.update((is) => ({ ...is, caption: '' })));
  expect(shown()).toBe('');
});

test('candidates read along unless they choose otherwise, others only if they choose to', () => {
  const interviewer = show('interviewer');
  interviewer.say('hello');
  expect(shown()).toBe('');
  stop();
  show('interviewer', 'on').say('hello');
  expect(shown()).toContain('hello');
  stop();
  show('candidate', 'off').say('hello');
  expect(shown()).toBe('');
});

import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import { TooltipProvider } from '#app/components/ui/tooltip.tsx';
import type { RoomRole } from '#core/roles.ts';
import { RoomContext } from '../room-context.ts';
import { buildCaller, buildRoomWithCall } from '../testing/fake-call.ts';
import { AI, INTERVIEWER } from '../testing/interviewer.ts';
import { render } from '../testing/render.ts';
import { CallView } from './call-view.tsx';

let stop: () => void;
afterEach(() => stop());

function show(role: RoomRole, isPhone = false) {
  const built = buildRoomWithCall(role);
  stop = render(
    <RoomContext.Provider value={built.room}>
      <TooltipProvider>
        <CallView isPhone={isPhone} />
      </TooltipProvider>
    </RoomContext.Provider>,
  );
  return built;
}
const you = buildCaller({ isYou: true });
const ai = buildCaller({ identity: AI.participantId, name: 'agent-x' });
const bo = buildCaller({ identity: 'b', name: 'Bo' });
const strip = () => document.querySelector('section[aria-label="Call"]');
const named = (start: string) => document.querySelector<HTMLElement>(`[aria-label^="${start}"]`);
const key = (type: 'keydown' | 'keyup', init: KeyboardEventInit = {}) =>
  act(
    () =>
      void window.dispatchEvent(new KeyboardEvent(type, { key: 'v', code: 'KeyV', altKey: true, ...init })),
  );

test('shows who is there by their names in the room, who speaks, who is muted and whose line is weak', () => {
  const { client } = show('candidate');
  expect(strip()).toBeNull();
  act(() => client.tell({ type: 'joining' }));
  expect(strip()?.textContent).toContain('Joining the call');
  act(() => client.enter([you, ai, { ...bo, isMuted: true, quality: 'poor' }]));
  expect(named('Bo, muted, weak line')).not.toBeNull();
  act(() => client.enter([you, { ...bo, isSpeaking: true }]));
  expect(named('Bo, speaking')).not.toBeNull();
});

test.each([false, true])(
  'shows of the AI interviewer what the room knows: that it thinks, speaks, or cannot hear (phone: %s)',
  (isPhone) => {
    const { client, state } = show('candidate', isPhone);
    const tell = (change: Partial<typeof INTERVIEWER>) =>
      act(() =>
        state.update((now) => ({
          ...now,
          interviewer: { ...INTERVIEWER, senses: { hears: true, speaks: true }, ...change },
        })),
      );
    const aiWords = () => named('AI interviewer')?.getAttribute('aria-label');
    act(() => client.enter([you, { ...ai, isSpeaking: true }]));
    tell({ activity: 'quiet' });
    expect(aiWords()).toBe('AI interviewer, listening');
    tell({ activity: 'thinking' });
    expect(aiWords()).toBe('AI interviewer, thinking');
    expect(strip()?.textContent).toContain('Thinking');
    tell({ activity: 'speaking' });
    expect(aiWords()).toBe('AI interviewer, speaking');
    tell({ senses: { hears: false, speaks: true } });
    expect(aiWords()).toBe('AI interviewer, cannot hear you');
    expect(strip()?.textContent).toContain('Cannot hear you');
  },
);

test('the recording light shows while voices are recorded, and is hollow while a broken line tells nothing of it', () => {
  const { client } = show('candidate');
  const light = () => {
    const at = document.querySelector('[data-light]');
    return at && `${at.getAttribute('data-light')}: ${at.parentElement?.textContent}`;
  };
  act(() => client.enter([you, bo]));
  expect(light()).toBeNull();
  act(() => client.enter([you, bo], { isRecorded: true }));
  expect(light()).toBe('on: Recording');
  act(() => client.tell({ type: 'line-broke' }));
  expect(light()).toBe('unknown: Recording?');
  act(() => document.querySelector<HTMLElement>('span[tabindex]')?.focus());
  expect(document.body.textContent).toContain('Whether they still are shows when the line is back.');
  act(() => client.tell({ type: 'line-mended' }));
  expect(light()).toBe('on: Recording');
  act(() => client.tell({ type: 'lost', message: 'Broken.', nextTryAt: Date.now() + 4000 }));
  expect(light()).toBe('unknown: Recording?');
  expect(document.body.textContent).toContain('Broken. Trying again in 4 s. The code is not affected.');
});

test('the microphone is turned on and off by its key, or on while it is held', () => {
  const { client, prefs } = show('candidate');
  act(() => client.enter([you]));
  key('keydown');
  key('keydown', { repeat: true });
  key('keyup');
  key('keydown');
  expect(client.asked).toEqual(['microphone on', 'microphone off']);
  act(() => prefs.change({ isPushToTalk: true }));
  key('keydown');
  expect(client.state.get().microphone).toBe(true);
  key('keyup', { key: 'Alt', code: 'AltLeft' });
  expect(client.state.get().microphone).toBe(false);
  expect(named('Hold to talk')).not.toBeNull();
});

test('a screen that somebody begins to share shows large, and closing it keeps it closed', () => {
  const { client } = show('candidate');
  act(() => client.enter([you, bo]));
  act(() => client.enter([you, { ...bo, hasScreen: true }]));
  expect(client.asked).toEqual(['show screen of b']);
  act(() => named('Close this view')?.click());
  act(() => client.enter([you, { ...bo, hasScreen: true, isSpeaking: true }]));
  expect(named('Screen of Bo')).toBeNull();
  act(() => named('Show the screen of Bo')?.click());
  expect(named('Screen of Bo')).not.toBeNull();
});

test('those who watch have no microphone, are not in the row, and are told what they are', () => {
  const { client } = show('observer');
  act(() => client.enter([you, bo]));
  expect(named('Unmute the microphone')).toBeNull();
  expect(named('Ada (you)')).toBeNull();
  expect(strip()?.textContent).toContain('You are listening; the room lists you as watching.');
  key('keydown');
  expect(client.asked).toEqual([]);
});

test('a device that is gone is told, and can be tried again', () => {
  const { client } = show('candidate');
  act(() => client.enter([you, bo]));
  act(() => client.tell({ type: 'trouble', trouble: { kind: 'microphone', failure: 'gone' } }));
  expect(document.body.textContent).toContain('The microphone was disconnected.');
  act(() => [...document.querySelectorAll('button')].find((one) => one.textContent === 'Try again')?.click());
  expect(client.asked).toEqual(['microphone on']);
});

test('leaving is one press, also on a phone, and makes room for joining again', () => {
  const { client, room, announced } = show('candidate', true);
  act(() => client.enter([you, bo]));
  expect(room.bench.get().isInCall).toBe(true);
  act(() => named('Leave the call')?.click());
  expect([strip(), room.bench.get().isInCall]).toEqual([null, false]);
  expect(announced.at(-1)).toBe('You left the call');
});

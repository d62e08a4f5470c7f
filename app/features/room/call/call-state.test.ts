import { expect, test } from 'vitest';
import { buildCaller } from '../testing/fake-call.ts';
import { type CallEvent, IDLE_CALL, isTakingPart, recordingOf, reduceCall } from './call-state.ts';
import { phaseWords } from './call-words.ts';
import { callChanges } from './use-call-announcements.ts';

const seen = {
  people: [buildCaller({ isYou: true })],
  microphone: true,
  camera: false,
  screen: false,
  isRecorded: true,
  isSoundBlocked: false,
};
const after = (...events: CallEvent[]) => events.reduce(reduceCall, IDLE_CALL);
const joined: CallEvent[] = [{ type: 'joining' }, { type: 'joined' }, { type: 'seen', seen }];

test('a short break keeps who is there; a lost call shows nobody', () => {
  const broken = after(...joined, { type: 'line-broke' });
  expect([broken.phase.type, broken.people.length]).toEqual(['reconnecting', 1]);
  expect(reduceCall(broken, { type: 'line-mended' }).phase.type).toBe('in');
  const lost = reduceCall(broken, { type: 'lost', message: 'Broken.', nextTryAt: 4000 });
  expect([lost.people, lost.microphone]).toEqual([[], true]);
  expect(reduceCall(lost, { type: 'wished', microphone: false, camera: false }).microphone).toBe(false);
  expect(isTakingPart(lost)).toBe(true);
  expect(phaseWords(lost.phase, 1000)).toBe('Broken. Trying again in 3 s. The code is not affected.');
  expect(phaseWords({ type: 'lost', message: 'Broken.', nextTryAt: null }, 0)).toContain('Trying again.');
});

test('what is recorded is known only over a line that is whole', () => {
  const broken = after(...joined, { type: 'line-broke' });
  const lost = reduceCall(broken, { type: 'lost', message: 'Broken.', nextTryAt: 4000 });
  const back = [{ type: 'joined' }, { type: 'seen', seen }] as const;
  const states = [after(...joined), broken, lost, back.reduce(reduceCall, lost)];
  expect(states.map(recordingOf)).toEqual(['on', 'unknown', 'unknown', 'on']);
  const unrecorded = after(...joined, { type: 'seen', seen: { ...seen, isRecorded: false } });
  expect(recordingOf(reduceCall(unrecorded, { type: 'line-broke' }))).toBe('off');
  expect(recordingOf(after(...joined, { type: 'left' }))).toBe('off');
});

test('nobody seems to speak while the line is broken, whatever was heard last', () => {
  const speaking = { ...seen, people: [buildCaller({ isSpeaking: true })] };
  const broken = after(...joined, { type: 'seen', seen: speaking }, { type: 'line-broke' });
  expect(broken.people[0]?.isSpeaking).toBe(false);
  expect(reduceCall(broken, { type: 'seen', seen: speaking }).people[0]?.isSpeaking).toBe(false);
  const mended = reduceCall(reduceCall(broken, { type: 'line-mended' }), { type: 'seen', seen: speaking });
  expect(mended.people[0]?.isSpeaking).toBe(true);
});

test('who left or has no call takes no part in it', () => {
  expect(isTakingPart(after(...joined, { type: 'left' }))).toBe(false);
  const absent = after(...joined, { type: 'absent', why: 'refused', message: 'The interview is over.' });
  expect([isTakingPart(absent), absent.isRecorded]).toEqual([false, false]);
  expect(phaseWords(absent.phase, 0)).toBe('The interview is over.');
});

test('comings and goings are said, and nothing of what goes on all the time', () => {
  const state = after(...joined);
  const bo = buildCaller({ identity: 'b', name: 'Bo' });
  const withBo = { ...state, people: [...state.people, bo] };
  expect(callChanges(state, withBo)).toEqual(['Bo joined the call']);
  expect(callChanges(withBo, state)).toEqual(['Bo left the call']);
  const speaking = { ...withBo, people: [...state.people, { ...bo, isSpeaking: true, isMuted: true }] };
  expect(callChanges(withBo, speaking)).toEqual([]);
  expect(callChanges(after({ type: 'joining' }, { type: 'joined' }), withBo)).toEqual([]);
  expect(callChanges(state, { ...state, isRecorded: false })).toEqual(['Voices are not recorded any more']);
});

test('a lost line is said once, coming back too, and a device that is gone with what to do', () => {
  const state = after(...joined);
  const lost = reduceCall(state, { type: 'lost', message: 'Broken.', nextTryAt: 1 });
  expect(callChanges(state, lost)).toEqual(['Broken. Trying to come back.']);
  expect(callChanges(lost, reduceCall(lost, { type: 'lost', message: 'No.', nextTryAt: 9 }))).toEqual([]);
  expect(callChanges(lost, reduceCall(lost, { type: 'joined' }))).toEqual(['You are back in the call']);
  const trouble = { kind: 'microphone', failure: 'gone' } as const;
  expect(callChanges(state, reduceCall(state, { type: 'trouble', trouble }))).toEqual([
    'The microphone was disconnected. Plug it in again, or choose another one.',
  ]);
});

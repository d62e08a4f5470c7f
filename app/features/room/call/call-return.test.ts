import { expect, test } from 'vitest';
import { CallReturn, MAX_RETURN_TIME } from './call-return.ts';
import { CALL_RETURN_KEY } from './call-return-key.ts';

const MUTED = { microphone: false, camera: true };

/** What a tab keeps, and the pages that are loaded in it one after the other. */
function openTab(text: string | null = null) {
  const kept = new Map(text === null ? [] : [[CALL_RETURN_KEY, text]]);
  const clock = { now: 1_000_000 };
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  const load = ({ interviewId = 'i', participantId = 'p', isReload = true } = {}) =>
    new CallReturn({ storage, interviewId, participantId, isReload, now: () => clock.now });
  return { load, clock, kept };
}

test('who reloads the page in mid-call comes back as they were, once', () => {
  const { load } = openTab();
  load().leavePage(MUTED);
  const page = load();
  expect([page.take(), page.take(), load().take()]).toEqual([MUTED, null, null]);
});

test.each([
  ['another interview', { interviewId: 'j' }],
  ['another person', { participantId: 'q' }],
  ['a page that was opened and not reloaded', { isReload: false }],
])('%s is not put into the call, nor the next page after it', (_, other) => {
  const { load } = openTab();
  load().leavePage(MUTED);
  expect([load(other).take(), load().take()]).toEqual([null, null]);
});

test('who comes minutes later is not put into the call', () => {
  const { load, clock } = openTab();
  load().leavePage(MUTED);
  clock.now += MAX_RETURN_TIME + 1;
  expect(load().take()).toBeNull();
});

test('who left the call before the page went is not put into it', () => {
  const { load } = openTab();
  const page = load();
  page.leavePage(MUTED);
  // the browser kept the page itself, and brought it back
  page.take();
  page.leavePage(null);
  expect(load().take()).toBeNull();
});

test('a page that goes before the room is entered leaves the way back to the next one', () => {
  const { load } = openTab();
  load().leavePage(MUTED);
  load().leavePage(null);
  expect(load().take()).toEqual(MUTED);
});

test('what is not ours is thrown away, and a browser that forbids storage breaks nothing', () => {
  const { load, kept } = openTab('{"at":');
  expect([load().take(), kept.size]).toEqual([null, 0]);
  const forbid = () => {
    throw new DOMException('No storage here', 'SecurityError');
  };
  const storage = { getItem: forbid, setItem: forbid, removeItem: forbid };
  for (const each of [storage, null]) {
    const page = new CallReturn({ storage: each, interviewId: 'i', participantId: 'p', isReload: true });
    page.leavePage(MUTED);
    expect(page.take()).toBeNull();
  }
});

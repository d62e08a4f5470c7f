import { expect, test } from 'vitest';
import type { LanguageStatus } from '#core/languages.ts';
import { LANGUAGES_RETRY, LANGUAGES_TTL } from './room-limits.ts';
import { buildSandbox } from './tests/fakes.ts';
import { MemoryRoom } from './tests/memory-room.ts';

const PYTHON: LanguageStatus = { id: 'python', version: 'Python 3.11.2', missing: null };

/** A room whose sandbox answers with what `answer` holds. */
function buildRoom() {
  const sandbox = { answer: null as LanguageStatus[] | null, asked: 0 };
  const listLanguages = async () => {
    sandbox.asked++;
    return sandbox.answer;
  };
  return { sandbox, room: new MemoryRoom({ sandbox: buildSandbox({ listLanguages }) }) };
}

test('[LNG1] a sandbox that does not say is asked again while somebody is here, and not once all have left', async () => {
  const { room, sandbox } = buildRoom();
  const ada = await room.join();
  expect(ada.heard('languages')).toEqual([]);
  await room.clock.pass(LANGUAGES_RETRY);
  sandbox.answer = [PYTHON];
  await room.clock.pass(LANGUAGES_RETRY);
  expect(ada.heard('languages')).toEqual([{ type: 'languages', languages: [PYTHON] }]);
  expect(sandbox.asked).toBe(3);
  await room.clock.pass(10 * LANGUAGES_RETRY);
  expect(sandbox.asked).toBe(3);
  sandbox.answer = null;
  const bob = await room.join();
  await ada.leave();
  await bob.leave();
  await room.clock.pass(10 * LANGUAGES_RETRY);
  expect(sandbox.asked).toBe(4);
});

test('[LNG1] what was heard is told again only to newcomers, and asked for anew only when it is old', async () => {
  const { room, sandbox } = buildRoom();
  sandbox.answer = [PYTHON];
  const ada = await room.join();
  const bob = await room.join();
  expect([ada, bob].map((peer) => peer.heard('languages').length)).toEqual([1, 1]);
  expect(sandbox.asked).toBe(1);
  await room.clock.pass(LANGUAGES_TTL);
  const newer = { ...PYTHON, version: 'Python 3.12.1' };
  sandbox.answer = [newer];
  const eve = await room.join();
  expect(sandbox.asked).toBe(2);
  expect(eve.heard('languages').map(({ languages }) => languages)).toEqual([[PYTHON], [newer]]);
  expect(bob.heard('languages')).toHaveLength(2);
});

import { expect, test } from 'vitest';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { readPeers } from '../awareness.ts';
import { findFollowed } from './follow.ts';

function awarenessWith(states: Record<number, { state: Record<string, unknown>; at: number }>) {
  const awareness = new Awareness(new Y.Doc());
  for (const [id, { state, at }] of Object.entries(states)) {
    awareness.states.set(Number(id), state);
    awareness.meta.set(Number(id), { clock: 1, lastUpdated: at });
  }
  awareness.destroy();
  return awareness;
}
const ada = { participantId: 'ada', name: 'Ada', role: 'candidate', colour: 0 };

test('of two tabs of one person the one that moved last is followed', () => {
  const awareness = awarenessWith({
    1: { state: { user: ada, file: 'a', selection: { anchor: 1, head: 2 } }, at: 10 },
    2: { state: { user: ada, file: 'b', selection: { anchor: 3, head: 4 } }, at: 20 },
  });
  expect(findFollowed(awareness, 'ada')).toEqual({ clientId: 2, fileId: 'b', head: 4 });
});

test('somebody who left, or was never here, is nowhere', () => {
  expect(findFollowed(awarenessWith({ 1: { state: { user: ada }, at: 1 } }), 'bob')).toBeNull();
});

test('states that cannot be read are nobody', () => {
  const awareness = awarenessWith({
    1: { state: { user: { ...ada, role: 'emperor' } }, at: 1 },
    2: { state: { file: 'a' }, at: 1 },
    3: { state: { user: ada, file: 7 }, at: 1 },
    4: { state: { user: ada, selection: 'nonsense' }, at: 1 },
  });
  expect(readPeers(awareness).map(({ clientId }) => clientId)).toEqual([4]);
  expect(findFollowed(awareness, 'ada')).toEqual({ clientId: 4, fileId: null, head: null });
});

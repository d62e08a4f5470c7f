import * as Y from 'yjs';
import { makeRandom } from './random.ts';
import type { Patch, Trace, Transaction } from './traces.ts';
import { Typist } from './typist.ts';

/** A trace that nobody typed, for machines without recorded ones: two people in turns in one text. */
export function generateTrace(seed: number, edits: number): Trace {
  const random = makeRandom(seed);
  const text = new Y.Doc().getText('text');
  const typists = [new Typist(random), new Typist(random)];
  const transactions: Transaction[] = [];
  let patches: Patch[] = [];
  text.observe(({ delta }) => {
    patches = toPatches(delta);
  });
  while (transactions.length < edits) {
    const agent = random() < 0.85 ? 0 : 1;
    for (let burst = 5 + random() * 60; burst > 0 && transactions.length < edits; burst--) {
      patches = [];
      text.doc?.transact(() => typists[agent]?.next(text).edit(text));
      if (patches.length === 0) continue;
      const parents = transactions.length > 0 ? [transactions.length - 1] : [];
      transactions.push({ second: null, agent, parents, patches });
    }
  }
  return { name: 'generated', endContent: text.toString(), agents: 2, transactions };
}

function toPatches(delta: Y.YTextEvent['delta']): Patch[] {
  const patches: Patch[] = [];
  let position = 0;
  for (const part of delta) {
    position += part.retain ?? 0;
    if (part.delete) patches.push({ position, deleted: part.delete, inserted: '' });
    if (typeof part.insert === 'string') {
      patches.push({ position, deleted: 0, inserted: part.insert });
      position += part.insert.length;
    }
  }
  return patches;
}

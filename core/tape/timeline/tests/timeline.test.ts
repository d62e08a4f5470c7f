import { describe, expect, test } from 'vitest';
import type { Splice } from '../changes.ts';
import type { Timeline } from '../timeline.ts';
import { buildTimeline, TimelineBuilder } from '../timeline-builder.ts';
import { makeRandom, makeRandomSession, type Snapshot } from './random-session.ts';

const SEEDS = Array.from({ length: 12 }, (_, n) => n + 1);
const STEPS = 500;

function check(timeline: Timeline, { position, files, folders, authors }: Snapshot): void {
  const state = timeline.stateAt(position);
  const seen = state.files.map(({ id, path }) => ({ id, path, text: state.text(id) }));
  expect(seen, `position ${position}`).toEqual(files);
  expect(state.files.map(({ length }) => length)).toEqual(files.map(({ text }) => text.length));
  expect(state.folders).toEqual(folders);
  for (const { id } of files) {
    const runs: { author: string; length: number }[] = [];
    for (const { author, length } of state.attribution(id) ?? []) {
      const last = runs.at(-1);
      if (last?.author === author) last.length += length;
      else runs.push({ author, length });
    }
    expect(runs, `authors at ${position}`).toEqual(authors.get(id));
  }
  for (const { fileId, anchor, head } of state.cursors) {
    const length = state.text(fileId)?.length ?? -1;
    expect(Math.max(anchor, head)).toBeLessThanOrEqual(length);
    expect(Math.min(anchor, head)).toBeGreaterThanOrEqual(0);
  }
}

function shuffled<T>(items: readonly T[], random: (limit: number) => number): T[] {
  const rest = [...items];
  for (let n = rest.length - 1; n > 0; n--) {
    const other = random(n + 1);
    [rest[n], rest[other]] = [rest[other] as T, rest[n] as T];
  }
  return rest;
}

function applied(text: string, splices: readonly Splice[]): string {
  let now = text;
  for (const { at, deleted, inserted } of splices)
    now = now.slice(0, at) + inserted + now.slice(at + deleted);
  return now;
}

describe.each(SEEDS)('a random session, seed %i', (seed) => {
  const { frames, snapshots } = makeRandomSession({ seed, steps: STEPS });

  test('every moment is exactly what the room had, sought in any order', () => {
    const timeline = buildTimeline(frames);
    for (const snapshot of snapshots.toReversed()) check(timeline, snapshot);
    for (const snapshot of shuffled(snapshots, makeRandom(seed))) check(timeline, snapshot);
    expect(timeline.skipped).toBe(0);
  });

  test('a timeline that grows piece by piece tells the same, at once and later', () => {
    const random = makeRandom(seed + 1000);
    const builder = new TimelineBuilder();
    for (let from = 0; from < frames.length; ) {
      const to = Math.min(frames.length, from + 1 + random(random(3) === 0 ? 100 : 3));
      builder.add(frames.slice(from, to));
      for (const snapshot of snapshots.filter(({ position }) => position > from && position <= to))
        check(builder.timeline, snapshot);
      from = to;
    }
    for (const snapshot of shuffled(snapshots, random)) check(builder.timeline, snapshot);
  });

  test('changes lead from any moment to any other, forwards and backwards', () => {
    const timeline = buildTimeline(frames);
    const random = makeRandom(seed + 2000);
    for (let n = 0; n < 150; n++) {
      const [from, to] = [random(timeline.length + 1), random(timeline.length + 1)];
      const changes = timeline.changes(from, to);
      if (!changes) continue;
      const [before, after] = [timeline.stateAt(from), timeline.stateAt(to)];
      for (const { id } of after.files) {
        const text = before.text(id);
        if (text === null) continue;
        const splices = changes.splices.filter(({ fileId }) => fileId === id);
        expect(applied(text, splices), `${from} to ${to}`).toBe(after.text(id));
      }
      const list = (state: typeof before) => [state.files.map(({ id, path }) => [id, path]), state.folders];
      if (!changes.isTreeChanged) expect(list(after)).toEqual(list(before));
    }
  });
});

import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFile, getFiles } from '#core/doc-shape.ts';
import { encodeJsonPayload, FRAME_KINDS, type Frame } from '../frames.ts';
import { CHECKPOINT_EVERY, listCheckpoints } from './checkpoints.ts';
import { buildTimeline } from './timeline-builder.ts';

/** A tape of one author who types a letter at each of these seconds into `path`, and runs it at others. */
function record(path: string, typedInS: number[], ranInS: number[] = []): Frame[] {
  const doc = new Y.Doc();
  const frames: Frame[] = [];
  let at = 0;
  doc.on('update', (payload: Uint8Array) =>
    frames.push({ at, kind: FRAME_KINDS.update, author: 'ada', payload }),
  );
  const id = createFile(doc, path, '');
  const text = getFiles(doc).get(id)?.get('text') as Y.Text;
  const runId = '7f1f3c3e-57a3-4c9c-9c7d-6f0a53b5a001';
  const steps = [
    ...typedInS.map((second) => ({ second, isRun: false })),
    ...ranInS.map((second) => ({ second, isRun: true })),
  ].sort((a, b) => a.second - b.second);
  for (const { second, isRun } of steps) {
    at = second * 1000;
    if (!isRun) text.insert(text.length, 'x');
    else {
      const run = { runId, byName: 'Ada', entry: path, language: 'python', position: frames.length };
      frames.push({ at, kind: FRAME_KINDS.runStarted, author: 'ada', payload: encodeJsonPayload(run) });
    }
  }
  return frames;
}
const checkpoints = (frames: Frame[]) => listCheckpoints(buildTimeline(frames));

test('each run, each half minute with edits and the end are looked at, and pauses are not', () => {
  const found = checkpoints(record('main.py', [1, 2, 29, 31, 200], [40]));
  expect(found.map(({ reason, at }) => [reason, at / 1000])).toEqual([
    ['edit', 0],
    ['edit', 29],
    ['run', 31],
    ['edit', 200],
  ]);
  expect(found.every(({ entry, language }) => entry === 'main.py' && language === 'python')).toBe(true);
  expect(CHECKPOINT_EVERY).toBe(30_000);
});

test('files of no known language and empty tapes have none', () => {
  expect(checkpoints(record('notes.txt', [1, 2]))).toEqual([]);
  expect(checkpoints([])).toEqual([]);
});

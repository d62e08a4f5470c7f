import { expect, test } from 'vitest';
import { encodeJsonPayload, FRAME_KINDS, type Frame, type FrameKind, WITHHELD_KIND } from './frames.ts';
import { viewFrames } from './view.ts';

const frame = (kind: FrameKind, payload: unknown): Frame => ({
  at: 1_700_000_000_000,
  kind,
  author: 'ada',
  payload: payload instanceof Uint8Array ? payload : encodeJsonPayload(payload),
});
const result = (isHidden: boolean) => ({
  runId: '7f1f3c3e-57a3-4c9c-9c7d-6f0a53b5a001',
  result: {
    index: 0,
    name: 'Large input',
    isHidden,
    weight: 1,
    verdict: 'wrong_answer',
    timeMs: 12,
    memoryBytes: 1024,
    detail: { input: 'the-secret', expected: 'the-secret', actual: '2', stdout: 'the-secret', message: '' },
  },
});
const frames = [
  frame(FRAME_KINDS.update, Uint8Array.of(0, 0)),
  frame(FRAME_KINDS.testResult, result(false)),
  frame(FRAME_KINDS.testResult, result(true)),
  frame(FRAME_KINDS.testResult, Uint8Array.of(0x7b)),
  frame(FRAME_KINDS.signal, { signal: 'focus-lost' }),
  frame(FRAME_KINDS.mark, { id: '7f1f3c3e-57a3-4c9c-9c7d-6f0a53b5a002', label: 'the-mark', name: 'Grace' }),
  frame(FRAME_KINDS.chat, Uint8Array.of(1)),
];
const textOf = (list: Frame[]) => list.map(({ payload }) => new TextDecoder().decode(payload)).join('\n');

test('who decides sees everything as it is', () => {
  expect(viewFrames(frames, { seesHiddenTests: true, seesSignals: true })).toEqual(frames);
});

test('others get as many frames, without what is hidden, marked or watched', () => {
  const seen = viewFrames(frames, { seesHiddenTests: false, seesSignals: false });
  expect(seen.map(({ kind }) => kind)).toEqual([
    FRAME_KINDS.update,
    FRAME_KINDS.testResult,
    FRAME_KINDS.testResult,
    WITHHELD_KIND,
    WITHHELD_KIND,
    WITHHELD_KIND,
    FRAME_KINDS.chat,
  ]);
  expect(seen.map(({ at }) => at)).toEqual(frames.map(({ at }) => at));
  expect([seen[0], seen[1], seen[6]]).toEqual([frames[0], frames[1], frames[6]]);
  const hidden = JSON.parse(textOf([seen[2] as Frame]));
  expect(hidden.result).toMatchObject({ name: 'Large input', verdict: 'wrong_answer', detail: null });
  expect(textOf(seen.slice(2))).not.toMatch(/the-secret|the-mark|focus-lost/);
  expect(seen[4]?.author).not.toBe('ada');
});

test('each right stands for itself', () => {
  const onlyTests = viewFrames(frames, { seesHiddenTests: true, seesSignals: false });
  expect(onlyTests[2]).toEqual(frames[2]);
  expect(onlyTests[4]?.kind).toBe(WITHHELD_KIND);
  const onlySignals = viewFrames(frames, { seesHiddenTests: false, seesSignals: true });
  expect(onlySignals[4]).toEqual(frames[4]);
  expect(textOf([onlySignals[2] as Frame])).not.toContain('the-secret');
});

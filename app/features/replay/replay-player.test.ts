import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFile, listFiles } from '#core/doc-shape.ts';
import { FRAME_KINDS, type Frame, SYSTEM_AUTHOR } from '#core/tape/frames.ts';
import { ReplayPlayer } from './replay-player.ts';
import { TapeHost } from './tape/tape-host.ts';
import type { FromWorker, ToWorker } from './tape/tape-protocol.ts';

const LOADED = { progress: 1, isComplete: true, isLive: false, damage: null };

/** A player whose worker answers when it is told to, on a tape with one letter each second. */
function openPlayer(typed: string) {
  const waiting: ToWorker[] = [];
  const drawings: ((at: number) => void)[] = [];
  let now = 0;
  let take: (message: FromWorker) => void = () => undefined;
  const host = new TapeHost((message) => take(message));
  const player = new ReplayPlayer({
    port: {
      post: (message) => void waiting.push(message),
      listen: (listener) => {
        take = listener;
      },
    },
    startMs: 0,
    now: () => now,
    requestFrame: (act) => void drawings.push(act),
  });
  host.add(makeFrames(typed));
  host.tellGrown(LOADED);
  return {
    player,
    host,
    /** Lets the worker answer everything that it is asked. */
    async settle() {
      for (let message = waiting.shift(); message; message = waiting.shift()) {
        if (message.type !== 'open') host.answer(message);
        await Promise.resolve();
        await Promise.resolve();
        await Promise.resolve();
      }
      return player.moment.get()?.file?.text;
    },
    /** Lets time pass to the next drawing. */
    draw(ms: number) {
      now += ms;
      for (const act of drawings.splice(0)) act(now);
    },
  };
}

function makeFrames(typed: string): Frame[] {
  const doc = new Y.Doc();
  const frames: Frame[] = [];
  doc.on('update', (payload: Uint8Array) =>
    frames.push({ at: 1000 * frames.length, kind: FRAME_KINDS.system, author: SYSTEM_AUTHOR, payload }),
  );
  doc.transact(() => createFile(doc, 'main.py', ''));
  const text = listFiles(doc)[0]?.text;
  for (const letter of typed) text?.insert(text.length, letter);
  return frames;
}

test('a step pressed while the page goes elsewhere steps from there', async () => {
  const { player, settle } = openPlayer('abcdef');
  await settle();
  player.seek(4000);
  player.stepEdit(1);
  expect(await settle()).toBe('abcde');
  expect(player.atMs.get()).toBe(5000);
});

test('steps pressed faster than they are shown all count', async () => {
  const { player, settle } = openPlayer('abcdef');
  await settle();
  for (const direction of [1, 1, 1, -1] as const) player.stepEdit(direction);
  expect(await settle()).toBe('ab');
  player.stepEdit(-1);
  expect(await settle()).toBe('a');
});

test('a step holds on while another file is looked at, and while the tape grows', async () => {
  const { player, host, settle } = openPlayer('abcdef');
  await settle();
  player.stepEdit(1);
  player.look({ colourBy: 'author' });
  host.tellGrown(LOADED);
  expect(await settle()).toBe('a');
  player.look({ colourBy: 'none' });
  await settle();
  expect(player.atMs.get()).toBe(1000);
});

test('a step stops the playing, and no drawing that was on its way takes it back', async () => {
  const { player, settle, draw } = openPlayer('abcdef');
  await settle();
  player.toggle();
  draw(0);
  draw(2500);
  await settle();
  player.stepEdit(1);
  draw(16);
  expect(await settle()).toBe('abc');
  expect(player.controls.get().isPlaying).toBe(false);
});

test('while the time is dragged panels follow in steps, and come to rest once, exactly where it was let go', async () => {
  const { player, settle, draw } = openPlayer('abcdefghij');
  await settle();
  const told: number[] = [];
  player.panels.subscribe(() => told.push(player.panels.get().atMs));
  player.hold();
  for (let drawing = 1; drawing <= 40; drawing++) {
    player.seek(drawing * 150);
    expect(await settle()).toBe('abcdefghij'.slice(0, Math.floor(player.atMs.get() / 1000)));
    draw(25);
  }
  expect(told).toHaveLength(4);
  player.seek(6543);
  player.letGo();
  expect(told).toHaveLength(4);
  expect(await settle()).toBe('abcdef');
  expect(told.slice(4)).toEqual([6543]);
  expect(player.panels.get().moment).toBe(player.moment.get());
});

test('panels come to rest also where the time is held without being moved', async () => {
  const { player, settle, draw } = openPlayer('abcdef');
  await settle();
  player.hold();
  for (const atMs of [2000, 3000, 4321]) {
    player.seek(atMs);
    await settle();
    draw(16);
  }
  draw(250);
  expect(player.panels.get()).toEqual({ atMs: 4321, moment: player.moment.get() });
});

test('playing goes to the end, shows it, and stops', async () => {
  const { player, settle, draw } = openPlayer('abc');
  await settle();
  player.toggle();
  for (let n = 0; n < 5; n++) {
    draw(900);
    await settle();
  }
  expect([player.moment.get()?.file?.text, player.controls.get().isPlaying]).toEqual(['abc', false]);
});

test('a time that is dragged while drawings come late leads the code on with every second one, and is shown where it is let go', async () => {
  const { player, settle, draw } = openPlayer('abcdef');
  await settle();
  player.hold();
  draw(17);
  draw(17);
  player.seek(1000);
  expect(await settle()).toBe('a');
  draw(40);
  player.seek(2000);
  expect(player.atMs.get()).toBe(2000);
  expect(await settle()).toBe('a');
  draw(17);
  expect(await settle()).toBe('ab');
  player.seek(3000);
  expect(await settle()).toBe('ab');
  player.letGo();
  expect(await settle()).toBe('abc');
  expect(player.panels.get()).toMatchObject({ atMs: 3000, moment: { file: { text: 'abc' } } });
});

test('a time that is let go and held again before the next drawing is followed once', async () => {
  const { player, settle, draw } = openPlayer('abcdef');
  await settle();
  player.hold();
  player.letGo();
  player.hold();
  for (let n = 1; n <= 4; n++) {
    draw(17 + (n % 2));
    player.seek(1000 * n);
    expect(await settle()).toBe('abcd'.slice(0, n));
  }
});

import { expect, test } from 'vitest';
import { Store } from '#app/features/room/store.ts';
import type { AudioSegment } from '#core/audio-segment.ts';
import type { Controls } from '../replay-player.ts';
import { ReplayRefusal } from '../replay-requests.ts';
import type { TapeFacts } from '../tape/tape-protocol.ts';
import { FakeOutput } from './fake-output.ts';
import { ListeningStore } from './listening.ts';
import { VoicePlayer } from './voice-player.ts';

const START = 1_700_000_000_000;
const ADA = '00000000-0000-4000-8000-0000000000aa';
const BOB = '00000000-0000-4000-8000-0000000000bb';

const segment = (id: string, participantId: string, from: number, to: number): AudioSegment => ({
  id,
  participantId,
  number: 1,
  startedAt: START + from,
  durationMs: to - from,
  bytes: 1000,
});
const SEGMENTS = [
  segment('bob-1', BOB, 0, 5000),
  segment('ada-1', ADA, 1000, 60_000),
  segment('ada-2', ADA, 70_000, 90_000),
];

/** The voices of a replay of two minutes that plays from its start. */
async function openVoices(list: () => Promise<AudioSegment[]> = async () => SEGMENTS) {
  const atMs = new Store(0);
  const controls = new Store<Controls>({
    isPlaying: true,
    speed: 1,
    hasSkips: true,
    threshold: 5000,
    isAtLive: false,
  });
  const isHeld = new Store(false);
  const facts: TapeFacts = {
    frames: 1,
    startAt: START,
    lengthMs: 120_000,
    progress: 1,
    isComplete: true,
    isLive: false,
    people: [],
    events: [],
    chat: [],
    speeches: [],
    assistant: [],
    damage: null,
  };
  const tape = new Store<TapeFacts | null>(facts);
  const listening = new ListeningStore(null);
  const outputs: FakeOutput[] = [];
  const voices = new VoicePlayer({
    player: { atMs, controls, isHeld, tape },
    listening,
    api: { list, addressOf: (id) => `/voices/${id}` },
    makeOutput: () => {
      const output = new FakeOutput();
      outputs.push(output);
      return output;
    },
  });
  await voices.load();
  return {
    voices,
    atMs,
    isHeld,
    listening,
    control: (part: Partial<Controls>) => controls.update((all) => ({ ...all, ...part })),
    outputOf: (id: string) => outputs.find(({ src }) => src === `/voices/${id}`),
    sounding: () => outputs.filter(({ paused }) => !paused).map(({ src }) => src.slice('/voices/'.length)),
    /** Lets a drawing's time pass, of the replay and of what sounds. */
    draw(ms = 20, slip = 0) {
      for (const output of outputs) output.pass(ms, slip);
      atMs.update((at) => at + ms * controls.get().speed);
    },
  };
}

const placeOf = (output: FakeOutput | undefined) => Math.round((output?.currentTime ?? Number.NaN) * 1000);

test('each speaker sounds from where the replay is in the stretch that covers it', async () => {
  const { atMs, sounding, outputOf } = await openVoices();
  expect(sounding()).toEqual(['bob-1']);
  atMs.set(3000);
  expect(sounding()).toEqual(['bob-1', 'ada-1']);
  expect([placeOf(outputOf('ada-1')), placeOf(outputOf('bob-1'))]).toEqual([2000, 3000]);
  expect(outputOf('ada-1')?.preservesPitch).toBe(true);
  atMs.set(65_000);
  expect(sounding()).toEqual([]);
  atMs.set(71_000);
  expect(sounding()).toEqual(['ada-2']);
  expect(placeOf(outputOf('ada-2'))).toBe(1000);
});

test('voices go along at the speed of the replay, and jump where it skips', async () => {
  const { atMs, control, draw, outputOf } = await openVoices();
  atMs.set(10_000);
  control({ speed: 2 });
  for (let n = 0; n < 50; n++) draw();
  const output = outputOf('ada-1');
  expect([output?.playbackRate, placeOf(output), output?.jumps]).toEqual([2, 11_000, 1]);
  atMs.update((at) => at + 20_000);
  expect([placeOf(output), output?.jumps]).toEqual([31_000, 2]);
});

test('a small drift is hurried or held back until it is gone, a large one jumped over', async () => {
  const { atMs, draw, outputOf } = await openVoices();
  atMs.set(10_000);
  const output = outputOf('ada-1');
  draw(20, 70);
  expect(output?.playbackRate).toBe(1);
  draw(20, 30);
  expect(output?.playbackRate).toBe(0.95);
  for (let n = 0; n < 200; n++) draw();
  expect(output?.playbackRate).toBe(1);
  expect(Math.abs(placeOf(output) - (atMs.get() - 1000))).toBeLessThanOrEqual(15);
  draw(20, -150);
  expect(output?.playbackRate).toBe(1.05);
  expect(output?.jumps).toBe(1);
  draw(20, 600);
  expect([output?.jumps, output?.playbackRate]).toEqual([2, 1]);
  expect(placeOf(output)).toBe(atMs.get() - 1000);
});

test('while sound is loading or sought it is left alone', async () => {
  const { atMs, draw, outputOf } = await openVoices();
  atMs.set(10_000);
  const output = outputOf('ada-1');
  if (!output) throw new Error('Nothing sounds.');
  output.seeking = true;
  draw(20, 3000);
  expect(output.jumps).toBe(1);
  output.seeking = false;
  draw();
  expect(output.jumps).toBe(2);
});

test('voices are silent while nothing plays, while the time is dragged and above twice the speed', async () => {
  const { atMs, control, isHeld, sounding } = await openVoices();
  atMs.set(10_000);
  const changes: [() => void, () => void][] = [
    [() => control({ isPlaying: false }), () => control({ isPlaying: true })],
    [() => control({ speed: 4 }), () => control({ speed: 2 })],
    [() => isHeld.set(true), () => isHeld.set(false)],
    [() => control({ isAtLive: true }), () => control({ isAtLive: false })],
  ];
  for (const [change, back] of changes) {
    change();
    expect(sounding()).toEqual([]);
    back();
    expect(sounding()).toEqual(['ada-1']);
  }
});

test('one speaker can be muted, and the volume is that of all', async () => {
  const { atMs, listening, sounding, outputOf } = await openVoices();
  atMs.set(3000);
  listening.mute(BOB, true);
  expect(sounding()).toEqual(['ada-1']);
  listening.change({ volume: 0.25 });
  expect(outputOf('ada-1')?.volume).toBe(0.25);
  listening.mute(BOB, false);
  expect(sounding()).toEqual(['bob-1', 'ada-1']);
});

test('a browser that lets nothing sound is not asked again before the page is pressed', async () => {
  const { voices, atMs, draw, sounding, outputOf } = await openVoices();
  const output = outputOf('bob-1');
  if (!output) throw new Error('Nothing sounds.');
  output.pause();
  output.refusal = Object.assign(new Error('no'), { name: 'NotAllowedError' });
  draw();
  await Promise.resolve();
  await Promise.resolve();
  expect(voices.state.get().isBlocked).toBe(true);
  output.refusal = null;
  draw(2000);
  expect(sounding()).toEqual([]);
  voices.allow();
  expect(voices.state.get().isBlocked).toBe(false);
  expect(sounding()).toContain('bob-1');
  expect(placeOf(output)).toBe(atMs.get());
});

test('a stretch that cannot be loaded is passed over and told', async () => {
  const { voices, draw, sounding, outputOf } = await openVoices();
  const { onerror } = outputOf('bob-1') ?? {};
  onerror?.('error');
  draw();
  expect(sounding()).toEqual([]);
  expect(voices.state.get().problem).toContain('could not be loaded');
});

test('what the app refuses is told, and closing ends what sounds', async () => {
  const refused = await openVoices(async () => {
    throw new ReplayRefusal('internal', 'No connection.');
  });
  expect(refused.voices.state.get()).toEqual({ speakers: [], isBlocked: false, problem: 'No connection.' });
  const { voices, atMs, sounding } = await openVoices();
  voices.close();
  atMs.set(3000);
  expect(sounding()).toEqual([]);
});

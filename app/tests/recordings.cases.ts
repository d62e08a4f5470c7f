import { createHash } from 'node:crypto';
import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import {
  KEEPING_STEPS,
  type KeepingSteps,
  keepRecording,
} from '#app/features/recordings/keep-recording.server.ts';
import { makeRecordingKeeper } from '#app/features/recordings/recording-keeper.server.ts';
import { listDueRecordings } from '#app/features/recordings/recording-rows.server.ts';
import { removeVanished } from '#app/features/recordings/removals.server.ts';
import { readFile, writeFile } from '#app/features/recordings/tape-store.server.ts';
import { action as end } from '#app/routes/api.interviews.$interviewId.end.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { decodeArchiveBody } from '#core/tape/archive/archive.ts';
import { decodeBundle } from '#core/tape/bundle.ts';
import type { Frame } from '#core/tape/frames.ts';
import { buildInterview } from './factories.ts';
import { getHarness } from './harness.ts';
import { makeTape } from './tapes.ts';

const roomOf = (id: string) => getHarness().room.of(id);

/** An interview that has just ended, with this tape in its room. */
async function buildEnded(frames: Frame[] = makeTape()): Promise<string> {
  const { id, host } = await buildInterview();
  roomOf(id).frames = frames;
  await host.postJson(end, `/api/interviews/${id}/end`, {}, { interviewId: id });
  return id;
}

async function dueOf(interviewId: string) {
  const due = (await listDueRecordings()).find((one) => one.interviewId === interviewId);
  if (!due) throw new Error('Nothing is due.');
  return due;
}

const isDue = async (interviewId: string) =>
  (await listDueRecordings()).some((one) => one.interviewId === interviewId);

async function rowOf(interviewId: string) {
  const { data } = await getServiceClient().from('recordings').select().eq('interview_id', interviewId);
  return data?.[0] ?? null;
}

/** Whether the recording is whole: file, row and room say the same, and nothing is left to do. */
async function expectKept(interviewId: string, frames: Frame[]): Promise<void> {
  const row = await rowOf(interviewId);
  const file = await readFile(row?.path ?? '');
  if (!row || !file) throw new Error('Nothing is stored.');
  expect(row.bytes).toBe(file.length);
  expect(row.sha256).toBe(createHash('sha256').update(file).digest('hex'));
  const { header, body } = decodeBundle(file);
  expect(decodeArchiveBody(brotliDecompressSync(body))).toEqual(frames);
  expect(row).toMatchObject({ frames: frames.length, root: header.seal.root });
  expect(header.seal).toEqual(roomOf(interviewId).seal);
  expect(roomOf(interviewId).isArchived).toBe(true);
  expect(row.released_at).not.toBeNull();
  expect(await isDue(interviewId)).toBe(false);
}

test('[recordings] go from the room into storage, by the day of the end, with row and seal', async () => {
  const frames = makeTape();
  const id = await buildEnded(frames);
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  const due = await dueOf(id);
  expect(due).toEqual({ interviewId: id, title: 'Pairing', path: `${day}/${id}/tape.interlace` });
  expect(await keepRecording(due)).toBe('kept');
  await expectKept(id, frames);
  const row = await rowOf(id);
  expect(Date.parse(row?.started_at ?? '')).toBe(frames[0]?.at);
  expect(Date.parse(row?.ended_at ?? '')).toBe(frames.at(-1)?.at);
  expect(row?.public_key).toBe(roomOf(id).seal?.publicKey);
});

test('[recordings] of an interview to which nobody came are empty', async () => {
  const id = await buildEnded([]);
  expect(await keepRecording(await dueOf(id))).toBe('kept');
  await expectKept(id, []);
  expect(await rowOf(id)).toMatchObject({ started_at: null, ended_at: null });
});

test('[recordings] begin as soon as an interview ends', async () => {
  const keeper = makeRecordingKeeper();
  keeper.start();
  const id = await buildEnded();
  await getHarness().room.told(id, 'archived');
  await keeper.stop();
  expect(await rowOf(id)).toMatchObject({ frames: makeTape().length });
});

test('[recordings] wait while something still goes on in the room, which hears once more that it is over', async () => {
  const frames = makeTape();
  const id = await buildEnded(frames);
  const room = roomOf(id);
  room.isBusy = true;
  expect(await keepRecording(await dueOf(id))).toBe('not_settled');
  // The room server had been down when the interview ended.
  Object.assign(room, { isBusy: false, isOver: false });
  expect(await keepRecording(await dueOf(id))).toBe('not_settled');
  expect(room.isOver).toBe(true);
  expect(await keepRecording(await dueOf(id))).toBe('kept');
  await expectKept(id, frames);
});

const STEPS = Object.keys(KEEPING_STEPS) as (keyof KeepingSteps)[];

/** The real steps, of which one works and then fails, as if the process had ended right behind it. */
function crashAfter(step: keyof KeepingSteps): KeepingSteps {
  const crash = async (...args: never[]) => {
    await (KEEPING_STEPS[step] as (...args: never[]) => Promise<unknown>)(...args);
    throw new Error(`A crash behind ${step}.`);
  };
  return { ...KEEPING_STEPS, [step]: crash };
}

test.each(STEPS.filter((step) => step !== 'tellEnd' && step !== 'removeFile'))(
  '[recordings] survive a crash behind %s',
  async (step) => {
    const frames = makeTape();
    const id = await buildEnded(frames);
    const due = await dueOf(id);
    await expect(keepRecording(due, undefined, crashAfter(step))).rejects.toThrow(`behind ${step}`);
    if (step !== 'markReleased') expect(await keepRecording(await dueOf(id))).toBe('kept');
    await expectKept(id, frames);
  },
);

test.each([
  ['seal', 500],
  ['journal', 500],
  ['journal', 'cut'],
  ['archived', 500],
] as const)('[recordings] survive a room that fails at %s (%s)', async (action, how) => {
  const frames = makeTape();
  const id = await buildEnded(frames);
  getHarness().room.failNext(action, how);
  await expect(keepRecording(await dueOf(id))).rejects.toThrow();
  expect(roomOf(id).isArchived).toBe(false);
  expect(await keepRecording(await dueOf(id))).toBe('kept');
  await expectKept(id, frames);
});

test('[recordings] are the same when two processes store them at once', async () => {
  const frames = makeTape();
  const id = await buildEnded(frames);
  const due = await dueOf(id);
  const outcomes = await Promise.allSettled([keepRecording(due), keepRecording(due)]);
  expect(outcomes.some((outcome) => outcome.status === 'fulfilled')).toBe(true);
  if (await isDue(id)) await keepRecording(due);
  await expectKept(id, frames);
});

test('[recordings] that another process has just finished are taken as they are', async () => {
  const frames = makeTape();
  const id = await buildEnded(frames);
  const due = await dueOf(id);
  let looks = 0;
  const late: KeepingSteps = {
    ...KEEPING_STEPS,
    // The first look finds nothing; then the other one does it all.
    readTape: async (...args) => {
      looks += 1;
      if (looks > 1) return KEEPING_STEPS.readTape(...args);
      await keepRecording(due);
      return null;
    },
  };
  expect(await keepRecording(due, undefined, late)).toBe('kept');
  await expectKept(id, frames);
});

test('[recordings] that lie damaged in storage are stored again before the room forgets its own', async () => {
  const frames = makeTape();
  const id = await buildEnded(frames);
  const due = await dueOf(id);
  await expect(keepRecording(due, undefined, crashAfter('saveRecording'))).rejects.toThrow();
  const file = Buffer.from((await readFile(due.path)) ?? []);
  file.writeUInt8(file.readUInt8(40) ^ 1, 40);
  await writeFile(due.path, file);
  expect(await keepRecording(due)).toBe('kept');
  await expectKept(id, frames);
});

test('[recordings] whose seal is not genuine, or of another tape, are not stored', async () => {
  const frames = makeTape();
  const id = await buildEnded(frames);
  const due = await dueOf(id);
  const seal = await KEEPING_STEPS.fetchSeal(id);
  if (!seal) throw new Error('No seal.');
  for (const wrong of [
    { ...seal, frames: seal.frames - 1 },
    { ...seal, interviewId: crypto.randomUUID() },
  ]) {
    const steps = { ...KEEPING_STEPS, fetchSeal: async () => wrong };
    await expect(keepRecording(due, undefined, steps)).rejects.toThrow('not genuine');
  }
  roomOf(id).frames = frames.slice(0, -1);
  await expect(keepRecording(due)).rejects.toThrow('not the tape that the room has sealed');
  expect(await readFile(due.path)).toBeNull();
  expect(roomOf(id).isArchived).toBe(false);
});

test('[recordings] of interviews that are deleted go, also when they were just being stored', async () => {
  const id = await buildEnded();
  const due = await dueOf(id);
  await keepRecording(due);
  const remove = (interviewId: string) =>
    getServiceClient().from('interviews').delete().eq('id', interviewId);
  await remove(id);
  expect(await readFile(due.path)).not.toBeNull();
  await removeVanished();
  expect(await readFile(due.path)).toBeNull();

  const other = await buildEnded();
  const otherDue = await dueOf(other);
  const steps: KeepingSteps = {
    ...KEEPING_STEPS,
    writeFile: async (...args) => {
      await remove(other);
      await KEEPING_STEPS.writeFile(...args);
    },
  };
  expect(await keepRecording(otherDue, undefined, steps)).toBe('gone');
  expect(await readFile(otherDue.path)).toBeNull();
  // One that comes even later is found by a later look; after that there is nothing to look for.
  await writeFile(otherDue.path, new Uint8Array([1]));
  await removeVanished(Date.now() + 3600_000);
  expect(await readFile(otherDue.path)).toBeNull();
  const { data } = await getServiceClient().from('storage_removals').select();
  expect(data).toEqual([]);
});

import fs from 'node:fs';
import { TapeHost } from '#app/features/replay/tape/tape-host.ts';
import type { FromWorker, MomentView, Request } from '#app/features/replay/tape/tape-protocol.ts';
import { readTape } from '#app/features/replay/tape/tape-reader.ts';

/** How often the worker tells the page how far it is, in milliseconds (`tape-worker.ts`). */
const TELL_EVERY = 250;
const BUCKETS = 500;

/** Processor time until something can be shown, in milliseconds. */
export interface Opening {
  /** The first moment of the replay, after the first piece of the tape. */
  first: number;
  /** The last one, after all of the tape. */
  last: number;
}

/**
 * Opens this archive body as the worker of the replay does, and asks what the page asks each time it is told how far
 * the tape has been read: the moment, the idle stretches and the activity. Whatever is said is copied once, as it is
 * between a worker and its page.
 */
async function openTape(body: Uint8Array<ArrayBuffer>): Promise<Opening> {
  const before = process.cpuUsage();
  const spent = () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  let first = Number.NaN;
  let length = 0;
  let refusal = 'The end was never told.';
  let id = 0;
  const host = new TapeHost((message: FromWorker) => {
    const { type, ...rest } = structuredClone(message);
    if (type === 'refused') throw new Error(JSON.stringify(rest));
    if (message.type === 'grown') length = message.tape.lengthMs;
  });
  const ask = (request: Request) => host.answer(structuredClone(request));
  const look = (atMs: number) => {
    ask({ type: 'idle', id: ++id, threshold: 5000 });
    ask({ type: 'seek', id: ++id, target: { by: 'time', atMs }, view: VIEW });
    ask({ type: 'activity', id: ++id, from: 0, to: length, buckets: BUCKETS });
    if (Number.isNaN(first)) first = spent();
  };
  let toldAt = Number.NEGATIVE_INFINITY;
  globalThis.fetch = async () => new Response(body);
  await readTape('/tape', {
    onFrames(frames, progress) {
      host.add(frames);
      if (performance.now() - toldAt < TELL_EVERY) return;
      toldAt = performance.now();
      host.tellGrown({ progress, isComplete: false, isLive: false, damage: null });
      look(0);
    },
    onEnd(end) {
      host.tellGrown({ progress: 1, isComplete: true, ...end });
      look(length);
      refusal = end.damage ?? '';
    },
    onFailure: (message) => {
      refusal = message;
    },
  });
  if (refusal) throw new Error(refusal);
  return { first, last: spent() };
}

const VIEW: MomentView = { fileId: null, following: null, hasAttribution: false, hasTerminal: false };

// A process of its own, so that the first time is a cold one: `open-tape.ts FILE TIMES`.
const [file = '', times = '1'] = process.argv.slice(2);
const body = new Uint8Array(fs.readFileSync(file));
// Node loads this part of itself when it is first used; a browser has it.
await new Response(structuredClone(body)).arrayBuffer();
const openings: Opening[] = [];
for (let n = 0; n < Number(times); n++) openings.push(await openTape(body));
process.stdout.write(`${JSON.stringify(openings)}\n`);

import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import esbuild from 'esbuild';
import { encodeArchiveBody } from '#core/tape/archive/archive.ts';
import { compress } from './compress.ts';
import { type Hour, makeHourAt, RATES } from './hour.ts';
import type { Opening } from './open-tape.ts';
import { say, sayHead, sayRow } from './say.ts';
import type { Tape } from './tape.ts';

/** Bytes on their way, and CPU milliseconds until the replay shows something. */
const AIM = { bytes: 200_000, cpu: 500 };
const ROUNDS = 5;
/** Openings in one process: the first is cold, the others warm. */
const OPENINGS = 4;

/** Prints what it takes to open the replay of one hour, beside the aims. */
export function reportOpening(tapes: readonly Tape[]): void {
  say(
    `Opening an hour: bytes as the app sends them (archive, brotli at quality 11), and CPU ms of decoding, folding and answering until the first and until the last moment can be shown. Decompressing is the browser's. Median of ${ROUNDS} fresh processes; warm: of the later times in them.`,
  );
  say();
  sayHead([
    'hour',
    'edits',
    'frames',
    'bytes',
    'aim',
    'cold: first',
    'aim',
    'cold: last',
    'aim',
    'warm: first',
    'warm: last',
  ]);
  for (const rate of Object.values(RATES)) sayOpening(makeHourAt(rate, tapes), rate.words);
  say();
}

function sayOpening({ name, edits, frames }: Hour, words: string): void {
  const body = encodeArchiveBody(frames);
  const bytes = compress(body).length;
  const { cold, warm } = measureOpenings(body);
  const coldFirst = median(cold.map(({ first }) => first));
  const coldLast = median(cold.map(({ last }) => last));
  sayRow([
    `${words} (${name})`,
    edits,
    frames.length,
    bytes,
    judge(bytes, AIM.bytes),
    coldFirst.toFixed(0),
    judge(coldFirst, AIM.cpu),
    coldLast.toFixed(0),
    judge(coldLast, AIM.cpu),
    median(warm.map(({ first }) => first)).toFixed(0),
    median(warm.map(({ last }) => last)).toFixed(0),
  ]);
}

function measureOpenings(body: Uint8Array): { cold: Opening[]; warm: Opening[] } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'interlace-bench-'));
  const file = path.join(folder, 'body');
  fs.writeFileSync(file, body);
  const script = path.join(folder, 'open-tape.mjs');
  // In one file, as a browser gets it.
  esbuild.buildSync({
    entryPoints: [path.join(import.meta.dirname, 'open-tape.ts')],
    outfile: script,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
  });
  const cold: Opening[] = [];
  const warm: Opening[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const args = [script, file, String(OPENINGS)];
      const [first, ...others] = JSON.parse(execFileSync(process.execPath, args).toString()) as Opening[];
      if (first) cold.push(first);
      warm.push(...others);
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  return { cold, warm };
}

function judge(value: number, aim: number): string {
  const share = ((Math.abs(value - aim) / aim) * 100).toFixed(0);
  return value <= aim ? `${aim}: reached, ${share}% below` : `${aim}: missed, ${share}% above`;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

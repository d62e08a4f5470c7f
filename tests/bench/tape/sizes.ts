import * as Y from 'yjs';
import { decodeArchiveBody, encodeArchiveBody } from '#core/tape/archive/archive.ts';
import { compress } from './compress.ts';
import { measureCpu } from './cpu.ts';
import { findDifference } from './difference.ts';
import { measureFloor } from './floor.ts';
import { say, sayHead, sayRow } from './say.ts';
import { replayText, type Tape } from './tape.ts';

/** An archive may cost so many times the floor of its trace, and so many bytes an edit for times and authors. */
const AIM = { timesFloor: 1.3, forTimes: 1.2 };

const ROUNDS = 3;

/** Prints what each tape costs in an archive and otherwise, and whether it comes back exactly. */
export function reportSizes(tapes: readonly Tape[]): void {
  say(
    'Bytes per edit, brotli at quality 11 where "br". Archive: times in milliseconds and authors included.',
  );
  say();
  sayHead([
    'trace',
    'edits',
    'V1 log',
    'V1 log br',
    'merged V2',
    'merged V2 br',
    'floor',
    'archive',
    'aim',
    '',
  ]);
  const bodies = tapes.map(({ frames }) => encodeArchiveBody(frames));
  for (const [n, tape] of tapes.entries()) saySizes(tape, bodies[n] ?? new Uint8Array());
  say();
  say(`Milliseconds of the processor, best of ${ROUNDS}; what they come to depends on the machine.`);
  say();
  sayHead(['trace', 'encode', 'decode', 'decode, us/edit', 'frames', 'text']);
  for (const [n, tape] of tapes.entries()) sayExactness(tape, bodies[n] ?? new Uint8Array());
}

function saySizes({ trace, frames, doc }: Tape, body: Uint8Array): void {
  const log = Buffer.concat(frames.map(({ payload }) => payload));
  const merged = Y.encodeStateAsUpdateV2(doc);
  const floor = measureFloor(trace);
  const archive = compress(body).length;
  const perEdit = (bytes: number) => (bytes / frames.length).toFixed(2);
  const aim = AIM.timesFloor * floor + AIM.forTimes * frames.length;
  sayRow([
    trace.name,
    frames.length,
    ...[log.length, compress(log).length, merged.length, compress(merged).length].map(perEdit),
    ...[floor, archive, aim].map(perEdit),
    archive <= aim ? 'reached' : 'missed',
  ]);
}

function sayExactness({ trace, frames }: Tape, body: Uint8Array): void {
  const encode = measureCpu(ROUNDS, () => encodeArchiveBody(frames));
  const decode = measureCpu(ROUNDS, () => decodeArchiveBody(body));
  const decoded = decodeArchiveBody(body);
  sayRow([
    trace.name,
    encode.toFixed(0),
    decode.toFixed(0),
    ((decode * 1000) / frames.length).toFixed(1),
    findDifference(frames, decoded) ?? 'all equal',
    replayText(decoded) === trace.endContent ? 'as it should be' : 'wrong',
  ]);
}

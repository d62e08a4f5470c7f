import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { exportAsciicast } from '#core/tape/export/asciicast.ts';
import { exportEvents } from '#core/tape/export/events.ts';
import { exportFiles } from '#core/tape/export/files.ts';
import type { Timeline } from '#core/tape/timeline/timeline.ts';
import { TimelineBuilder } from '#core/tape/timeline/timeline-builder.ts';
import { describeEvents, describeRecording } from './describe.ts';
import { openRecording, type Recording, verifyRecording } from './open-recording.ts';
import type { Command } from './parse-arguments.ts';

/** Where a command writes. */
export interface Output {
  print(text: string): void;
  complain(text: string): void;
}

/** Carries out a command and returns the exit code. Throws an error with a message for people. */
export async function runCommand(command: Command, output: Output): Promise<number> {
  const recording = openRecording(command.path);
  if (command.name === 'verify') return verify(recording, command.key, output);
  const timeline = foldTimeline(recording);
  switch (command.name) {
    case 'info':
      output.print(describeRecording(recording, timeline).join('\n'));
      return 0;
    case 'cat':
      if (command.file === null) output.print(describeEvents(timeline).join('\n'));
      else output.print(readFile(timeline, command.file, command.at));
      return 0;
    case 'export':
      return writeParts(command, timeline, output);
  }
}

async function verify(recording: Recording, key: string | null, output: Output): Promise<number> {
  const { problems, publicKey } = await verifyRecording(recording, key);
  for (const problem of problems) output.complain(problem);
  if (problems.length > 0) return 1;
  output.print(
    `Genuine: ${recording.frames.length} frames, as sealed on ${new Date(recording.header.seal.sealedAt).toISOString()} by the key ${publicKey}.`,
  );
  if (key === null)
    output.print('Whose key that is, only the deployment can say: compare it, or give it as --key.');
  return 0;
}

function foldTimeline({ frames }: Recording): Timeline {
  const builder = new TimelineBuilder();
  builder.add(frames);
  return builder.timeline;
}

function positionOf(timeline: Timeline, at: number | null): number {
  return at === null ? timeline.length : timeline.atTime((timeline.startAt ?? 0) + at);
}

function readFile(timeline: Timeline, path: string, at: number | null): string {
  const state = timeline.stateAt(positionOf(timeline, at));
  const file = state.files.find((one) => one.path === path);
  const text = file && state.text(file.id);
  if (typeof text === 'string') return text;
  const known = state.files.map((one) => one.path).join(', ') || 'none';
  throw new Error(`There is no file ${path} at that moment. There is: ${known}.`);
}

function writeParts(
  command: Extract<Command, { name: 'export' }>,
  timeline: Timeline,
  output: Output,
): number {
  const write = (target: string, text: string) => {
    if (target === '-') output.print(text.replace(/\n$/, ''));
    else writeFileSync(target, text);
  };
  if (command.events !== null) write(command.events, exportEvents(timeline));
  if (command.terminal !== null) {
    const cast = exportAsciicast(timeline);
    if (cast === null) throw new Error('Nobody opened the terminal in this interview.');
    write(command.terminal, cast);
  }
  if (command.files !== null) {
    const root = resolve(command.files);
    for (const { path, text } of exportFiles(timeline, positionOf(timeline, command.at))) {
      const target = resolve(root, path);
      // Paths were chosen by strangers. None that leads out is listed, but this is where it would do harm.
      if (!target.startsWith(root + sep))
        throw new Error(`The file ${path} would be written outside of ${root}.`);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  }
  return 0;
}

import { ByteSink } from '#core/tape/archive/columns.ts';
import { compress } from './compress.ts';
import type { Trace } from './traces.ts';

/**
 * What a file costs that was made for nothing but the replay of this trace: runs of typing and deleting, as columns of
 * varints (the distance from where the last run ended, length and direction, step sizes where they differ, times to
 * the second where the trace has them) and the text, each compressed with brotli by itself.
 */
export function measureFloor(trace: Trace): number {
  const runs = findRuns(trace);
  const columns = [encodeDistances(runs), encodeLengths(runs), encodeSteps(runs), encodeSeconds(trace)];
  const text = trace.transactions.flatMap(({ patches }) => patches.map(({ inserted }) => inserted)).join('');
  return [...columns, new TextEncoder().encode(text)].reduce(
    (sum, column) => sum + compress(column).length,
    0,
  );
}

interface Run {
  direction: 'typing' | 'backwards' | 'forwards';
  start: number;
  end: number;
  steps: number[];
}

function findRuns({ transactions }: Trace): Run[] {
  const runs: Run[] = [];
  const add = (direction: Run['direction'], start: number, end: number, size: number) => {
    const last = runs.at(-1);
    if (last?.direction === direction && last.end === start) {
      last.end = end;
      last.steps.push(size);
    } else runs.push({ direction, start, end, steps: [size] });
  };
  for (const { patches } of transactions) {
    for (const { position, deleted, inserted } of patches) {
      const last = runs.at(-1);
      if (deleted > 0 && last?.direction === 'forwards' && last.end === position)
        add('forwards', position, position, deleted);
      else if (
        deleted > 0 &&
        last?.direction === 'backwards' &&
        last.end === position &&
        last.steps.length === 1
      ) {
        last.direction = 'forwards';
        last.start = position;
        last.steps.push(deleted);
      } else if (deleted > 0) add('backwards', position + deleted, position, deleted);
      const length = [...inserted].length;
      if (length > 0) add('typing', position, position + length, length);
    }
  }
  return runs;
}

const DIRECTIONS = ['typing', 'backwards', 'forwards'];

function encodeDistances(runs: Run[]): Uint8Array {
  const sink = new ByteSink();
  let last = 0;
  for (const { start, end } of runs) {
    writeVarInt(sink, start - last);
    last = end;
  }
  return sink.toBytes();
}

function encodeLengths(runs: Run[]): Uint8Array {
  const sink = new ByteSink();
  for (const { direction, steps } of runs)
    sink.writeVarUint(steps.length * 4 + DIRECTIONS.indexOf(direction));
  return sink.toBytes();
}

function encodeSteps(runs: Run[]): Uint8Array {
  const sink = new ByteSink();
  for (const { steps } of runs) for (const step of steps) sink.writeVarUint(step);
  return sink.toBytes();
}

function encodeSeconds({ transactions }: Trace): Uint8Array {
  const sink = new ByteSink();
  let last = 0;
  for (const { second } of transactions) {
    if (second === null) continue;
    writeVarInt(sink, second - last);
    last = second;
  }
  return sink.toBytes();
}

function writeVarInt(sink: ByteSink, value: number): void {
  sink.writeVarUint(value < 0 ? -2 * value - 1 : 2 * value);
}

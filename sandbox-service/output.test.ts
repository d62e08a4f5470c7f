import { PassThrough } from 'node:stream';
import { finished } from 'node:stream/promises';
import { expect, test } from 'vitest';
import { OutputCollector } from './output.ts';

async function collect(
  chunks: [name: 'stdout' | 'stderr', bytes: Buffer | string][],
  limitBytes = 1 << 20,
): Promise<{ events: [string, string][]; limits: number; output: OutputCollector }> {
  const events: [string, string][] = [];
  let limits = 0;
  const output = new OutputCollector({
    limitBytes,
    onText: (stream, text) => events.push([stream, text]),
    onLimit: () => limits++,
  });
  const streams = { stdout: new PassThrough(), stderr: new PassThrough() };
  for (const name of ['stdout', 'stderr'] as const) output.read(name, streams[name]);
  for (const [name, bytes] of chunks) {
    streams[name].write(Buffer.from(bytes));
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (const stream of Object.values(streams)) stream.end();
  await Promise.all(Object.values(streams).map((stream) => finished(stream)));
  output.finish();
  return { events, limits, output };
}

test('gathers what comes close together into one event', async () => {
  const { events } = await collect([
    ['stdout', 'a'],
    ['stdout', 'b'],
    ['stdout', 'c'],
  ]);
  expect(events).toEqual([['stdout', 'abc']]);
});

test('keeps the order of the two streams', async () => {
  const { events } = await collect([
    ['stdout', 'a'],
    ['stderr', 'b'],
    ['stdout', 'c'],
  ]);
  expect(events).toEqual([
    ['stdout', 'a'],
    ['stderr', 'b'],
    ['stdout', 'c'],
  ]);
});

test('puts characters together again that were cut between two reads, for each stream on its own', async () => {
  const [turtle, word] = [Buffer.from('🐢'), Buffer.from('ż')];
  const { events } = await collect([
    ['stdout', turtle.subarray(0, 2)],
    ['stderr', word.subarray(0, 1)],
    ['stdout', turtle.subarray(2)],
    ['stderr', word.subarray(1)],
  ]);
  expect(events).toEqual([
    ['stdout', '🐢'],
    ['stderr', 'ż'],
  ]);
});

test('replaces what is no text, also half a character at the end, and keeps a byte order mark', async () => {
  const { events } = await collect([['stdout', Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0xff, 0xf0, 0x9f])]]);
  expect(events).toEqual([['stdout', '\ufeffa\ufffd\ufffd']]);
});

test('sends large output at once, in parts', async () => {
  const { events } = await collect([
    ['stdout', 'x'.repeat(9000)],
    ['stdout', 'y'],
  ]);
  expect(events.map(([, text]) => text.length)).toEqual([9000, 1]);
});

test('counts bytes of both streams, cuts at the limit and says so once', async () => {
  const { events, limits, output } = await collect(
    [
      ['stdout', 'ééé'],
      ['stderr', 'abc'],
      ['stderr', 'more'],
    ],
    8,
  );
  expect(events).toEqual([
    ['stdout', 'ééé'],
    ['stderr', 'ab'],
  ]);
  expect([limits, output.isTruncated]).toEqual([1, true]);
});

test('takes output of exactly the limit', async () => {
  const { limits, output } = await collect([['stdout', '12345678']], 8);
  expect([limits, output.isTruncated]).toEqual([0, false]);
});

test('keeps the end of stderr', async () => {
  const { output } = await collect([
    ['stderr', 'x'.repeat(20_000)],
    ['stderr', 'the end'],
    ['stdout', 'not this'],
  ]);
  expect(output.stderrTail).toHaveLength(8192);
  expect(output.stderrTail.endsWith('xthe end')).toBe(true);
});

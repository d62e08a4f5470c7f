import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { readReplayEvents, requestReplay } from './replay-requests.ts';

let server: Server | null = null;
afterEach(() => server?.close());

async function serve(listener: RequestListener): Promise<string> {
  const made = createServer(listener);
  server = made;
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}

const schema = z.object({ n: z.number() });

async function readAll(response: Response): Promise<number[]> {
  const numbers: number[] = [];
  for await (const { n } of readReplayEvents(response, schema)) numbers.push(n);
  return numbers;
}

test('events come in order, however the answer is cut, and strangers among them are passed over', async () => {
  const address = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"n":1}\n\n: still here\n\ndata: {"n"');
    setImmediate(() => response.end(':2}\r\n\r\ndata: {"other":true}\n\ndata: {"n":3}\n\ndata: {"n":4'));
  });
  expect(await readAll(await requestReplay(address))).toEqual([1, 2, 3]);
});

test('a refusal says what the app said', async () => {
  const address = await serve((_request, response) => {
    response.writeHead(409, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { code: 'no_tests', message: 'There are no tests.' } }));
  });
  await expect(requestReplay(address)).rejects.toMatchObject({
    code: 'no_tests',
    message: 'There are no tests.',
  });
});

test('an answer that is not the app’s is a failure in plain words', async () => {
  const address = await serve((_request, response) => {
    response.writeHead(502).end('<h1>Bad gateway</h1>');
  });
  await expect(requestReplay(address)).rejects.toMatchObject({ code: 'internal', message: /Try again/ });
});

test('without a line it says so, and what to do', async () => {
  const address = await serve((request) => request.socket.destroy());
  await expect(requestReplay(address)).rejects.toThrow('No connection. Check the network, then try again.');
});

test('whoever stops reading gives the answer up', async () => {
  let hasClosed: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    hasClosed = resolve;
  });
  const address = await serve((_request, response) => {
    response.on('close', hasClosed);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"n":1}\n\n');
  });
  for await (const { n } of readReplayEvents(await requestReplay(address), schema)) {
    expect(n).toBe(1);
    break;
  }
  await closed;
});

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { proxySockets } from './socket-proxy.ts';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function startProxy(roomUrl: string): Promise<string> {
  const server = createServer();
  server.on('upgrade', proxySockets(roomUrl));
  return (await listen(server)).replace('http', 'ws');
}

test('frames pass both ways, and a close code arrives as the room sent it', async () => {
  const room = createServer();
  const sockets = new WebSocketServer({ server: room });
  sockets.on('connection', (socket) => {
    socket.on('message', (data, isBinary) => {
      socket.send(data, { binary: isBinary });
      socket.close(4408, 'accessChanged');
    });
  });
  const proxy = await startProxy(await listen(room));
  const browser = new WebSocket(`${proxy}/parties/main/x?token=t`);
  const received: unknown[] = [];
  browser.on('message', (data) => received.push(data));
  const closed = new Promise<number>((resolve) => browser.on('close', resolve));
  await new Promise((resolve) => browser.on('open', resolve));
  browser.send(Buffer.from([0, 1, 2, 255]));
  expect(await closed).toBe(4408);
  expect(received).toEqual([Buffer.from([0, 1, 2, 255])]);
});

test('the room sees neither the session cookie nor an offer to compress', async () => {
  const room = createServer();
  const sockets = new WebSocketServer({ server: room });
  const request = new Promise<IncomingMessage>((resolve) => sockets.on('connection', (_, r) => resolve(r)));
  const proxy = await startProxy(await listen(room));
  const browser = new WebSocket(`${proxy}/parties/main/x?token=t`, { headers: { cookie: 'session=secret' } });
  const { headers, url } = await request;
  await new Promise((resolve) => browser.on('open', resolve));
  browser.terminate();
  expect(url).toBe('/parties/main/x?token=t');
  expect(headers.cookie).toBeUndefined();
  expect(headers['sec-websocket-extensions']).toBeUndefined();
});

test('a room server that is down is answered with 502, and the app goes on', async () => {
  const gone = createServer();
  const url = await listen(gone);
  await new Promise((resolve) => gone.close(resolve));
  const browser = new WebSocket(`${await startProxy(url)}/parties/main/x`);
  const error = await new Promise<Error>((resolve) => browser.on('error', resolve));
  expect(error.message).toContain('502');
});

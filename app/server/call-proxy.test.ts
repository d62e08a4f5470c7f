import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterEach, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { isCallSocket, passCalls, VALIDATION_PATH } from './call-proxy.ts';

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
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An app that passes calls on to this media server, as the real one does. */
async function startApp(mediaUrl: string): Promise<string> {
  const app = express();
  const calls = passCalls(mediaUrl);
  app.get(VALIDATION_PATH, calls.validate);
  const server = createServer(app);
  server.on('upgrade', (request, socket, head) => {
    if (isCallSocket(request.url)) calls.sockets(request, socket, head);
    else socket.destroy();
  });
  return listen(server);
}

test('sockets of calls reach the media server at its own address, with their token and without our cookie', async () => {
  const media = createServer();
  const sockets = new WebSocketServer({ server: media });
  const request = new Promise<IncomingMessage>((resolve) => sockets.on('connection', (_, r) => resolve(r)));
  const app = await startApp(`ws://${await listen(media)}`);
  const headers = { cookie: 'session=secret' };
  const browser = new WebSocket(`ws://${app}/livekit/rtc/v1?access_token=t`, { headers });
  await new Promise((resolve) => browser.on('open', resolve));
  browser.terminate();
  const { url, headers: passed } = await request;
  expect(url).toBe('/rtc/v1?access_token=t');
  expect(passed.cookie).toBeUndefined();
});

test.each([
  ['/livekit/rtc?access_token=t', true],
  ['/livekit/rtc', true],
  ['/livekit/rtc/v1/?x', true],
  ['/livekit/agent', false],
  ['/livekit/twirp/livekit.RoomService/DeleteRoom', false],
  ['/livekit/rtc/../agent', false],
  ['/livekit/rtcx', false],
  ['/parties/main/x', false],
])('nothing else of it is within reach: %s', (asked, isOne) => {
  expect(isCallSocket(asked)).toBe(isOne);
});

test('why a socket was refused is passed on, and that the server is down', async () => {
  const media = createServer((request, response) => {
    response.writeHead(401).end(`${request.url} ${request.headers.cookie ?? 'no cookie'}`);
  });
  const address = await listen(media);
  const app = await startApp(`ws://${address}`);
  const ask = () =>
    fetch(`http://${app}/livekit/rtc/validate?access_token=t`, { headers: { cookie: 'session=secret' } });
  const refused = await ask();
  expect([refused.status, await refused.text()]).toEqual([401, '/rtc/validate?access_token=t no cookie']);
  media.closeAllConnections();
  await new Promise((resolve) => media.close(resolve));
  expect((await ask()).status).toBe(502);
});

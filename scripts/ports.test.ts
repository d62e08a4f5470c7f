import dgram from 'node:dgram';
import net from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { choosePort } from './ports.ts';

let server: net.Server | undefined;
afterEach(() => server?.close());

async function occupy(): Promise<number> {
  server = net.createServer();
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return (server.address() as net.AddressInfo).port;
}

test('takes the next free port when the usual one is taken', async () => {
  const taken = await occupy();
  const port = await choosePort({ name: 'PORT', chosen: undefined, wished: taken });
  expect(port).toBeGreaterThan(taken);
});

test('refuses a chosen port that is taken, and says what to do', async () => {
  const taken = await occupy();
  await expect(choosePort({ name: 'PORT', chosen: String(taken), wished: 3000 })).rejects.toThrow(
    `PORT=${taken} is in use by another program. Stop it or choose another port.`,
  );
});

test('refuses a chosen port that is not one', async () => {
  await expect(choosePort({ name: 'PORT', chosen: 'http', wished: 3000 })).rejects.toThrow(
    'not a port number',
  );
});

test('a port for UDP is free or not by itself', async () => {
  const socket = dgram.createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const taken = socket.address().port;
  const choose = (chosen: string | undefined) =>
    choosePort({ name: 'UDP_PORT', chosen, wished: taken, isUdp: true });
  expect(await choose(undefined)).toBeGreaterThan(taken);
  await expect(choose(String(taken))).rejects.toThrow(`UDP_PORT=${taken} is in use by another program.`);
  socket.close();
});

import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { AccessToken, type VideoGrant } from 'livekit-server-sdk';
import { writeMediaConfig } from '#scripts/media-config.ts';
import { findMediaServer } from '#scripts/media-server.mjs';

const KEY = 'testkey';
const SECRET = '0123456789abcdef0123456789abcdef';

/** A real livekit-server on loopback, with keys of its own. */
export class MediaServer {
  readonly port: number;
  readonly #folder: string;
  readonly #udpPort: number;
  #child: ChildProcess | null = null;

  private constructor(port: number, udpPort: number) {
    this.port = port;
    this.#udpPort = udpPort;
    this.#folder = fs.mkdtempSync(path.join(os.tmpdir(), 'interlace-media-'));
  }

  static async start(): Promise<MediaServer> {
    const server = new MediaServer(await freePort(), await freePort());
    await server.up();
    return server;
  }

  get url(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  /** Starts it, again after `kill`, at the same address. */
  async up(): Promise<void> {
    const found = findMediaServer();
    if (!found || !('server' in found))
      throw new Error('There is no livekit-server. `npm test` builds one where Go is.');
    const file = writeMediaConfig({
      data: this.#folder,
      port: this.port,
      udpPort: this.#udpPort,
      nodeIp: '127.0.0.1',
      apiKey: KEY,
      apiSecret: SECRET,
      // nobody listens there: what comes and goes is of no interest here
      webhookUrl: 'http://127.0.0.1:9/',
    });
    this.#child = spawn(found.server, ['--config', file], { stdio: 'ignore' });
    for (const end = Date.now() + 15_000; ; ) {
      const answers = await fetch(`http://127.0.0.1:${this.port}/`).then(
        ({ ok }) => ok,
        () => false,
      );
      if (answers) return;
      if (Date.now() > end) throw new Error('livekit-server does not answer.');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Kills it as a crash would. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  async stop(): Promise<void> {
    await this.kill();
    fs.rmSync(this.#folder, { recursive: true, force: true });
  }

  async token(identity: string, grants: VideoGrant, name = identity, metadata = ''): Promise<string> {
    const token = new AccessToken(KEY, SECRET, { identity, name, metadata, ttl: '10m' });
    token.addGrant({ roomJoin: true, ...grants });
    return token.toJwt();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

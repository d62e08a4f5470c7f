import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { COMPATIBILITY_DATE } from '../build.ts';
import { STORAGE_CONTRACT } from './storage-contract.ts';

const CONFIG = `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker), (name = "data", disk = (path = "/nonexistent", writable = true))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "${COMPATIBILITY_DATE}",
  durableObjectNamespaces = [(className = "Checked", uniqueKey = "checked")],
  durableObjectStorage = (localDisk = "data"),
  bindings = [(name = "CHECKED", durableObjectNamespace = "Checked")],
);
`;

let directory: string;
let url: string;
let stop: () => Promise<void>;

beforeAll(async () => {
  directory = fs.mkdtempSync(path.join(os.tmpdir(), 'interlace-storage-'));
  await esbuild.build({
    entryPoints: [path.join(import.meta.dirname, 'storage-worker.ts')],
    outfile: path.join(directory, 'worker.js'),
    bundle: true,
    format: 'esm',
  });
  fs.writeFileSync(path.join(directory, 'test.capnp'), CONFIG);
  const data = path.join(directory, 'data');
  fs.mkdirSync(data);
  const binary = createRequire(import.meta.url)('workerd').default as string;
  const args = ['serve', '--experimental', path.join(directory, 'test.capnp'), '--control-fd=3'];
  const child = spawn(binary, [...args, `--directory-path=data=${data}`], {
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  stop = async () => {
    child.kill('SIGKILL');
    await exited;
  };
  const control = child.stdio[3] as NodeJS.ReadableStream;
  const port = await new Promise<string>((resolve) => {
    control.on('data', (chunk: Buffer) => {
      const match = /"port":(\d+)/.exec(chunk.toString());
      if (match) resolve(match[1] ?? '');
    });
  });
  url = `http://127.0.0.1:${port}`;
});

afterAll(async () => {
  await stop();
  fs.rmSync(directory, { recursive: true, force: true });
});

test.each(Object.keys(STORAGE_CONTRACT))('Durable Object: %s', async (name) => {
  expect(await (await fetch(`${url}/${encodeURIComponent(name)}`)).text()).toBe('holds');
});

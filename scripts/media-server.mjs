// The media server that carries calls (LiveKit's): where it is found, and how it is built where it is not.
// Plain JavaScript without dependencies, because a fresh clone has none.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const MEDIA_SERVER_VERSION = '1.13.5';
const MODULE = `github.com/livekit/livekit-server/cmd/server@v${MEDIA_SERVER_VERSION}`;
const LEAST_GO = [1, 24];

/** What to install where calls are off for want of a server. */
export const NO_MEDIA_SERVER =
  'Calls are off: there is no media server. Install Go 1.24 or newer (go.dev/dl), or livekit-server, or set LIVEKIT_URL.';

/**
 * What finding and building do to a machine.
 * @typedef {object} Host
 * @property {Record<string, string | undefined>} env
 * @property {(file: string, ...args: string[]) => string | null} ask What the program prints; null when it cannot run.
 * @property {(name: string) => string[]} findPrograms Files of this name on the search path.
 * @property {string} cache Folder that all clones of this user share.
 * @property {(file: string, args: string[], options: { env: Record<string, string>, signal?: AbortSignal }) => Promise<boolean>} run
 */

/**
 * The media server of this machine, or the Go that can build it, or null when there is neither.
 * @param {Host} host The machine; tests have one of their own.
 * @returns {{ server: string } | { go: string } | null}
 */
export function findMediaServer(host = machine) {
  const named = host.env.LIVEKIT_SERVER;
  if (named) return versionOf(named, host) ? { server: named } : null;
  const installed = host.findPrograms('livekit-server').find((file) => versionOf(file, host));
  if (installed) return { server: installed };
  const built = builtFile(host);
  if (versionOf(built, host) === MEDIA_SERVER_VERSION) return { server: built };
  const go = [...host.findPrograms('go'), '/usr/local/go/bin/go'].find((file) => isNewGo(file, host));
  return go ? { go } : null;
}

/**
 * Builds the server into the cache and returns its file; throws when that failed. Two that build at once do not
 * disturb each other: each has a folder of its own, and the last one done stays.
 * @param {string} go
 * @param {AbortSignal} [signal]
 * @param {Host} host
 */
export async function buildMediaServer(go, signal, host = machine) {
  const file = builtFile(host);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const folder = fs.mkdtempSync(path.join(path.dirname(file), 'build-'));
  try {
    const env = { GOBIN: folder, CGO_ENABLED: '0', GOFLAGS: '-trimpath' };
    const isBuilt = await host.run(go, ['install', MODULE], { env, ...(signal && { signal }) });
    const made = path.join(folder, 'server');
    if (!isBuilt || versionOf(made, host) !== MEDIA_SERVER_VERSION)
      throw new Error(`The media server could not be built. Try it by hand: ${go} install ${MODULE}`);
    fs.renameSync(made, file);
    return file;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Folder of what is built or fetched once for all clones of this user. */
export function cacheFolder() {
  return path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'interlace');
}

function builtFile(host) {
  return path.join(host.cache, `livekit-server-v${MEDIA_SERVER_VERSION}`, 'livekit-server');
}

function versionOf(file, host) {
  return /version (\d+\.\d+\.\d+)/.exec(host.ask(file, '--version') ?? '')?.[1] ?? null;
}

function isNewGo(file, host) {
  const found = /go(\d+)\.(\d+)/.exec(host.ask(file, 'version') ?? '');
  if (!found) return false;
  const [major, minor] = [Number(found[1]), Number(found[2])];
  return major > LEAST_GO[0] || (major === LEAST_GO[0] && minor >= LEAST_GO[1]);
}

/** @type {Host} */
const machine = {
  env: process.env,
  ask(file, ...args) {
    const { status, stdout } = spawnSync(file, args, { encoding: 'utf8', timeout: 20_000 });
    return status === 0 ? stdout : null;
  },
  findPrograms(name) {
    const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
    return folders.map((folder) => path.join(folder, name)).filter((file) => fs.existsSync(file));
  },
  get cache() {
    return cacheFolder();
  },
  run(file, args, { env, signal }) {
    const child = spawn(file, args, {
      env: { ...process.env, ...env },
      stdio: 'ignore',
      // a group of its own, so that its compilers end with it
      detached: true,
    });
    const end = () => child.pid !== undefined && endGroup(child.pid);
    signal?.addEventListener('abort', end);
    return new Promise((resolve) => {
      child.once('error', () => resolve(false));
      child.once('exit', (code) => {
        signal?.removeEventListener('abort', end);
        resolve(code === 0);
      });
    });
  },
};

function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // it has ended by itself
  }
}

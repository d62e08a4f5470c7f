import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { openBubblewrapDriver } from '../bubblewrap/driver.ts';
import { detectCgroups } from '../cgroups/detect.ts';
import { getInstanceId } from '../instance.ts';
import { stderrLog } from '../log.ts';
import { openStateDir, removeStateDir } from '../state-dir.ts';
import { openWorkspaces, type WorkspacesOptions } from '../workspaces/service.ts';
import { makeDataDir, SYSTEM_PATH, until } from './harness.ts';
import { listClaimedIds } from './host.ts';
import { readNames } from './processes.ts';
import { openRoom, openShell } from './room-line.ts';

/** The workspaces of this process itself, with waiting times that a test can wait for. */
async function openHere(limits: NonNullable<WorkspacesOptions['limits']>) {
  const own = makeDataDir();
  const instance = getInstanceId();
  const directory = openStateDir(own, instance);
  const cgroups = await detectCgroups(instance);
  const searchPath = SYSTEM_PATH.split(':');
  const driver = await openBubblewrapDriver({ instance, directory, searchPath, cgroups });
  if (!driver.terminals) throw new Error('The driver has no terminals.');
  const workspaces = await openWorkspaces({
    isolation: driver.terminals,
    languages: [],
    instance,
    stateDir: own,
    instanceDir: directory,
    searchPath,
    log: stderrLog,
    limits,
  });
  const server = createServer();
  server.on('upgrade', (request, socket, head) => workspaces.upgrade(request, socket, head));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    await workspaces.close();
    server.close();
    server.closeAllConnections();
    await driver.close();
    await cgroups.close();
    removeStateDir(directory);
    rmSync(own, { recursive: true });
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    workspaces,
    cgroups,
    directory,
    close,
  };
}

test('a terminal that nobody uses is frozen, goes on when somebody types, and ends at last', async () => {
  const here = await openHere({ idle: { idleMs: 1500, aloneMs: 500, frozenMs: 3000 } });
  try {
    const line = await openShell(here);
    line.type('i=0; while :; do i=$((i + 1)); done\n');
    const busy = () => shellCpu();
    await until('it to run', () => busy() > 0);
    await until('it to stand still', async () => {
      const before = busy();
      await new Promise((resolve) => setTimeout(resolve, 400));
      return busy() === before;
    });
    line.type('\x03');
    await line.shows('^C');
    expect(await line.run('echo thawed')).toContain('thawed');
    expect((await line.next('terminal-closed')).exitCode).toBeNull();
    expect(shellCpu()).toBe(0);
    await line.close();
  } finally {
    await here.close();
  }
});

test('there are only so many terminals, and a workspace that nobody uses gives its disk back', async () => {
  const here = await openHere({ maxTerminals: 1, volumeIdleMs: 200 });
  try {
    const first = await openShell(here);
    const second = await openRoom(here);
    second.send({ type: 'terminal-open', size: { columns: 80, rows: 24 } });
    expect(await second.next('trouble')).toMatchObject({ code: 'terminal_unavailable' });
    expect(here.workspaces.stats()).toEqual({ lines: 2, terminals: 1, volumes: 2 });
    first.send({ type: 'terminal-close' });
    await first.next('terminal-closed');
    second.send({ type: 'terminal-open', size: { columns: 80, rows: 24 } });
    await second.shows('$ ');
    await first.close();
    await until('the disk to be given back', () => here.workspaces.stats().volumes === 1);
    await second.close();
    expect(here.workspaces.stats().terminals).toBe(1);
  } finally {
    await here.close();
  }
  expect(existsSync(here.directory)).toBe(false);
});

/** Clock ticks that the processes of this process's sandboxes have used. */
function shellCpu(): number {
  const users = listClaimedIds(process.pid);
  let ticks = 0;
  for (const pid of readNames('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const uid = Number(/^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
      if (!users.includes(uid)) continue;
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      if (fields[0] !== 'Z') ticks += Number(fields[11]) + Number(fields[12]);
    } catch {
      // It ended while we looked.
    }
  }
  return ticks;
}

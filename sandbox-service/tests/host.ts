import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { STARTER_NAME } from '../bubblewrap/starter.ts';
import { isRoot, type Service } from './harness.ts';
import { listBelow, listProcesses, readNames, readStatus } from './processes.ts';

/** Things on the host that hostile programs are told about, and that tell whether one was reached. */
export interface Canaries {
  facts: Record<string, string | number>;
  /** Connections and datagrams so far. */
  contacts(): number;
  readSecret(): string;
  close(): void;
}

/** Opens listeners and writes a secret file beside the service's state. */
export async function openCanaries(service: Service, secretName: string): Promise<Canaries> {
  let contacts = 0;
  const listen = async (server: Server, where: object) => {
    server.listen(where);
    await once(server, 'listening');
    return server;
  };
  const count = () => createServer((socket) => socket.destroy(void contacts++));
  const pathSocket = join(service.dataDir, 'canary.sock');
  const abstractSocket = `interlace-canary-${service.pid}`;
  const tcp = await listen(count(), { port: 0, host: '127.0.0.1' });
  const servers = [
    tcp,
    await listen(count(), { path: pathSocket }),
    await listen(count(), { path: `\0${abstractSocket}` }),
  ];
  const udp = createSocket('udp4', () => contacts++);
  udp.bind(0, '0.0.0.0');
  await once(udp, 'listening');
  const secretFile = join(service.dataDir, 'secret.txt');
  writeFileSync(secretFile, 'untouched');
  return {
    facts: {
      tcpPort: (tcp.address() as AddressInfo).port,
      udpPort: udp.address().port,
      pathSocket,
      abstractSocket,
      secretName,
      secretFile,
      dataDir: service.dataDir,
      servicePid: service.pid,
    },
    contacts: () => contacts,
    readSecret: () => readFileSync(secretFile, 'utf8'),
    close: () => {
      for (const server of servers) server.close();
      udp.close();
    },
  };
}

export interface Leftovers {
  /** Processes that the service has started since it was ready, however far down. */
  processes: number;
  /** Processes of its sandboxes' users, wherever they hang. */
  userProcesses: number;
  zombies: number;
  /** Open descriptors without those of connections to it, which its callers keep open or close as they like. */
  descriptors: number;
  cgroups: number;
  /** Files and directories that it has made for its sandboxes; compile results are kept on purpose. */
  files: number;
}

/** What a service holds on this machine right now. Its starters stay, like the user ids that they have. */
export function measureLeftovers(service: Service): Leftovers {
  const starters = listStarters(service.pid);
  const below = listBelow(service.pid).filter(
    (pid) => !service.helpers.includes(pid) && !starters.includes(pid),
  );
  const users = new Set(listClaimedIds(service.pid));
  const states = listProcesses()
    .filter((pid) => !starters.includes(pid))
    .map(readStatus);
  return {
    processes: below.length,
    userProcesses: states.filter(({ uid }) => uid !== null && users.has(uid)).length,
    zombies: below.filter((pid) => readStatus(pid).isZombie).length,
    descriptors: countDescriptors(service),
    cgroups: listCgroups(service.pid).length,
    files: listStateDirs(service)
      .flatMap((path) => readdirSync(path, { recursive: true, encoding: 'utf8' }))
      // In /dev is a link to the descriptors of whoever looks.
      .filter((path) => !path.startsWith('compiled') && !path.startsWith('devices/')).length,
  };
}

function countDescriptors({ pid, url }: Service): number {
  const descriptors = readNames(`/proc/${pid}/fd`);
  const connections = listConnections(pid, Number(new URL(url).port));
  const targets = descriptors.map((name) => readTarget(`/proc/${pid}/fd/${name}`));
  return targets.filter((target) => !connections.includes(target)).length;
}

/** Sockets of the TCP connections to this port, as descriptors of the process name them. */
function listConnections(pid: number, port: number): string[] {
  const LISTENING = '0A';
  const rows = readFileSync(`/proc/${pid}/net/tcp`, 'utf8').trim().split('\n').slice(1);
  return rows.flatMap((row) => {
    const [, local = '', , state, , , , , , inode] = row.trim().split(/\s+/);
    const isConnection = Number.parseInt(local.split(':')[1] ?? '', 16) === port && state !== LISTENING;
    return isConnection ? [`socket:[${inode}]`] : [];
  });
}

function readTarget(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return ''; // It has been closed meanwhile.
  }
}

/** The shells that the service itself has started and that start its sandboxes. */
export function listStarters(servicePid: number): number[] {
  return listProcesses().filter(
    (pid) => readStatus(pid).parent === servicePid && readCommand(pid).includes(STARTER_NAME),
  );
}

function readCommand(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return []; // It has ended meanwhile.
  }
}

/** Directories that a service with this pid has made for its sandboxes: one while it lives, none afterwards. */
export function listStateDirs({ pid, dataDir }: Service): string[] {
  const base = isRoot ? '/var/lib/interlace-sandbox' : join(dataDir, 'sandbox');
  return readNames(base)
    .filter((name) => name.split('-')[1] === String(pid))
    .map((name) => join(base, name));
}

/** Job directories in all hierarchies that carry the service's pid in their name. */
export function listCgroups(pid: number): string[] {
  return ['', ...readNames('/sys/fs/cgroup')].flatMap((controller) => {
    const parent = join('/sys/fs/cgroup', controller);
    const own = readNames(parent).filter(
      (name) => /^interlace-\d+-/.test(name) && name.split('-')[2] === String(pid),
    );
    return own.flatMap((name) =>
      readNames(join(parent, name))
        .filter((job) => job.startsWith('run-'))
        .map((job) => join(parent, name, job)),
    );
  });
}

/** User ids that the service with this pid has taken for its sandboxes. */
export function listClaimedIds(pid: number): number[] {
  return readNames('/run/interlace-sandbox/user-ids')
    .filter((name) => name.split('-')[1] === String(pid))
    .map((name) => Number(name.split('.')[0]));
}

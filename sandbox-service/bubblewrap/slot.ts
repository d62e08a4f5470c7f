import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, constants, mkdirSync, openSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { type Disk, makeDisk } from './disk.ts';

/** What one running sandbox needs and the next one uses again: a user id, two named pipes, a disk. */
export interface Slot {
  /** The user on the host, or null when the service itself is not root and every sandbox runs as its user. */
  uid: number | null;
  directory: string;
  disk: Disk;
}

/** Makes a slot in a directory that does not exist yet. */
export function makeSlot(directory: string, uid: number | null): Slot {
  mkdirSync(directory, { mode: 0o711 });
  const pipes = [join(directory, 'stdout'), join(directory, 'stderr')];
  execFileSync('mkfifo', ['-m', '600', '--', ...pipes]);
  if (uid !== null) for (const pipe of pipes) chownSync(pipe, uid, uid);
  return { uid, directory, disk: makeDisk(join(directory, 'disk')) };
}

/** One output channel: the end to read from, and the descriptor the program gets, to be closed after the launch. */
export interface Channel {
  reader: Socket;
  writeFd: number;
}

/**
 * Opens a named pipe of a slot. Node's own pipes for children are sockets, which programs cannot open again as
 * `/dev/stdout`.
 */
export function openChannel(slot: Slot, name: 'stdout' | 'stderr'): Channel {
  const path = join(slot.directory, name);
  // A program owns its channels and may have closed them to whoever comes next.
  chmodSync(path, 0o600);
  // The reading end first and without blocking: opening the writing end waits for a reader.
  const readFd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writeFd = openSync(path, constants.O_WRONLY);
  return { reader: new Socket({ fd: readFd, readable: true, writable: false }), writeFd };
}

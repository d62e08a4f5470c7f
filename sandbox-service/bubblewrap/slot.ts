import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  mkdirSync,
  openSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { MAX_PSEUDO_TERMINALS } from '../limits.ts';
import { type Disk, makeDisk } from './disk.ts';
import type { Starter } from './starter.ts';

/** What one running sandbox needs and the next one uses again: a user id, named pipes, a disk, who starts it. */
export interface Slot {
  /** The user on the host, or null when the service itself is not root and every sandbox runs as its user. */
  uid: number | null;
  directory: string;
  disk: Disk;
  /** Directory that becomes `/dev/pts`, or null where we may not mount: bubblewrap's own has no limit. */
  terminals: string | null;
  /** What starts sandboxes here, once there was one. */
  starter: Starter | null;
  /** What lies in the slot's files now, by path. */
  written: Map<string, string>;
}

const PIPES = ['stdin', 'stdout', 'stderr', 'results', 'status', 'block'] as const;
export type PipeName = (typeof PIPES)[number];

/** Makes a slot in a directory that does not exist yet. */
export function makeSlot(directory: string, uid: number | null): Slot {
  mkdirSync(directory, { mode: 0o711 });
  const pipes = PIPES.map((name) => join(directory, name));
  execFileSync('mkfifo', ['-m', '600', '--', ...pipes]);
  if (uid !== null) for (const pipe of pipes) chownSync(pipe, uid, uid);
  return {
    uid,
    directory,
    disk: makeDisk(join(directory, 'disk')),
    terminals: mountTerminals(join(directory, 'terminals')),
    starter: null,
    written: new Map(),
  };
}

export function pipePath(slot: Slot, name: PipeName): string {
  return join(slot.directory, name);
}

/** Writes a file of the slot, unless it holds this text already, and returns its path. */
export function writeSlotFile(slot: Slot, name: string, text: string): string {
  const path = join(slot.directory, name);
  if (slot.written.get(path) === text) return path;
  slot.written.delete(path);
  writeFileSync(path, text, { mode: 0o644 });
  slot.written.set(path, text);
  return path;
}

/** A set of pseudo-terminals with a limit of its own, or null where we may not mount; the machine's limit is one for everybody. */
export function mountTerminals(path: string): string | null {
  if (process.getuid?.() !== 0) return null;
  mkdirSync(path, { mode: 0o755 });
  const options = `newinstance,max=${MAX_PSEUDO_TERMINALS},ptmxmode=0666,mode=0620`;
  try {
    execFileSync('mount', ['-t', 'devpts', '-o', options, 'devpts', path], { stdio: 'ignore' });
    return path;
  } catch {
    return null; // A container without the right to mount.
  }
}

/** Takes away what `mountTerminals` made. What is still open in it stays usable until it is closed. */
export function unmountTerminals(path: string): void {
  execFileSync('umount', ['--lazy', path], { stdio: 'ignore' });
  rmdirSync(path);
}

/** One output channel: the end to read from, and one to write to, to be closed once the program has its own. */
export interface Channel {
  reader: Socket;
  writeFd: number;
}

/**
 * Opens a named pipe of a slot. Node's own pipes for children are sockets, which programs cannot open again as
 * `/dev/stdout`.
 */
export function openChannel(slot: Slot, name: 'stdout' | 'stderr' | 'results' | 'status'): Channel {
  const path = pipePath(slot, name);
  // A program owns its channels and may have closed them to whoever comes next.
  chmodSync(path, 0o600);
  // The reading end first and without blocking: opening the writing end waits for a reader.
  const readFd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writeFd = openSync(path, constants.O_WRONLY);
  return { reader: new Socket({ fd: readFd, readable: true, writable: false }), writeFd };
}

/** The input channel: the end to write to, and one to read from, to be closed once the program has its own. */
export interface InputChannel {
  writer: Socket;
  readFd: number;
}

/** Opens the named pipe of a slot's input, for a program that people or a harness type into. */
export function openInputChannel(slot: Slot): InputChannel {
  const path = pipePath(slot, 'stdin');
  chmodSync(path, 0o600);
  // The program's end must block, so it cannot be the one that lets us open ours without waiting for a reader.
  const firstFd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writeFd = openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
  const readFd = openSync(path, constants.O_RDONLY);
  closeSync(firstFd);
  const writer = new Socket({ fd: writeFd, readable: false, writable: true });
  writer.on('error', () => {}); // The program has ended or closed its input; its end is told elsewhere.
  return { writer, readFd };
}

import { closeSync, constants, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Slot } from './slot.ts';

const NOTHING = '/dev/null';

/**
 * Puts the text that a program reads on stdin into a file and returns its path. A file and not a pipe, so that programs
 * can open it again as `/dev/stdin`; to be removed before they run. It lies outside of the workspace's limits, so where
 * we can it stays ours: its owner could open it for writing.
 */
export function writeStdin(slot: Slot, text: string): string {
  if (text === '') return NOTHING;
  const path = join(slot.directory, 'stdin-text');
  rmSync(path, { force: true });
  const { O_WRONLY, O_CREAT, O_EXCL } = constants;
  const writeFd = openSync(path, O_WRONLY | O_CREAT | O_EXCL, 0o444);
  writeFileSync(writeFd, text);
  closeSync(writeFd);
  return path;
}

/** Takes the name away; whoever has the file open keeps it. */
export function removeStdin(path: string): void {
  if (path !== NOTHING) rmSync(path, { force: true });
}

/** The same as a descriptor, with no name left. To be closed by the caller. */
export function openStdin(slot: Slot, text: string): number {
  const path = writeStdin(slot, text);
  const fd = openSync(path, 'r');
  removeStdin(path);
  return fd;
}

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import type { Lease } from '../volumes/volumes.ts';
import { SharedFiles } from './shared-files.ts';

const schema = z.record(z.string(), z.string());

/**
 * What the document and the workspace had in common, kept with the workspace, beside the directory that programs see:
 * without it, a file that people removed while no line was open would come back.
 */
export function loadShared(lease: Lease): SharedFiles {
  const files = new SharedFiles();
  try {
    files.restore(schema.parse(JSON.parse(readFileSync(pathOf(lease), 'utf8'))));
  } catch {
    // New, or written by half when the machine lost power: then the document and the workspace are simply put together.
  }
  return files;
}

export function saveShared(lease: Lease, files: SharedFiles): void {
  const path = pathOf(lease);
  try {
    writeFileSync(`${path}.part`, JSON.stringify(files.serialize()), { mode: 0o600 });
    renameSync(`${path}.part`, path);
  } catch {
    // The workspace is full: the record stays as it was, which is as good as one made a while ago.
  }
}

function pathOf(lease: Lease): string {
  return join(dirname(lease.path), 'shared.json');
}

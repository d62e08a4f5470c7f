import { chmodSync, copyFileSync, mkdirSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Mount } from '../driver.ts';
import { canOthersReach, findExecutables } from '../tools.ts';

/** A program as it is called inside the sandbox, with what must be mounted for it. */
export interface Tool {
  path: string;
  mounts: Mount[];
}

/** A program of the host below `/usr`, which the sandbox has as the host has it; null when there is none there. */
export function findSystemTool(name: string, searchPath: readonly string[]): string | null {
  return findExecutables(name, searchPath).find((path) => path.startsWith('/usr/')) ?? null;
}

/**
 * Makes one self-contained executable of the host usable in the sandbox. Below `/usr` it is there already. From
 * elsewhere (a version manager, node_modules) only the file itself is mounted, never the directory around it; where
 * the sandbox's user cannot reach it, a copy in `copiesDir` is.
 */
export function bringTool(path: string, copiesDir: string): Tool {
  const real = realpathSync(path);
  if (real.startsWith('/usr/')) return { path: real, mounts: [] };
  const target = `/opt/${basename(real)}`;
  const needsCopy = process.getuid?.() === 0 && !canOthersReach(real);
  return { path: target, mounts: [{ source: needsCopy ? copy(real, copiesDir) : real, target }] };
}

function copy(path: string, copiesDir: string): string {
  mkdirSync(copiesDir, { recursive: true, mode: 0o755 });
  const target = join(copiesDir, basename(path));
  copyFileSync(path, target);
  chmodSync(target, 0o755);
  return target;
}

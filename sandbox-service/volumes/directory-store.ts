import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { removeTree } from '../bubblewrap/disk.ts';
import { prepareFiles } from './image-store.ts';
import { requireFreeSpace, type VolumeStore } from './store.ts';

/**
 * Workspaces as plain directories, for services that may not mount: nothing but a look every moment keeps them from
 * growing, so whoever uses one must watch it.
 */
export function openDirectoryStore(directory: string): VolumeStore {
  mkdirSync(directory, { recursive: true, mode: 0o711 });
  const pathOf = (name: string) => join(directory, name);
  return {
    isBounded: false,
    exists: (name) => existsSync(pathOf(name)),
    create: async (name) => {
      requireFreeSpace(directory);
      mkdirSync(pathOf(name), { recursive: true, mode: 0o711 });
    },
    attach: (name, owner) => prepareFiles(join(pathOf(name), 'files'), owner),
    detach: async () => {},
    replace: async (name, by) => {
      await removeTree(pathOf(name));
      renameSync(pathOf(by), pathOf(name));
    },
    remove: (name) => removeTree(pathOf(name)),
  };
}

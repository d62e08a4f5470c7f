import * as Y from 'yjs';
import { MAX_PATH_LENGTH } from './limits.ts';
import { isWorkspacePath } from './sandbox-protocol.ts';

/**
 * The shared document: one root map `files` from file id to `{ path, text, deleted? }`, and one root map
 * `folders` from path to `true` for folders that were made by hand (folders of files need no entry).
 * A rename changes `path` and keeps id and text, so cursors and history survive it.
 * A delete sets `deleted`, so that it can be taken back.
 */
export const FILES_ROOT = 'files';
/** Under which key a file's text stands in its map. */
export const TEXT_KEY = 'text';
const FOLDERS = 'folders';

export type FileMap = Y.Map<unknown>;

export interface SharedFile {
  id: string;
  /** Path that no other file and no folder has: where two made the same one, one of them reads `name (2).py`. */
  path: string;
  text: Y.Text;
}

export function getFiles(doc: Y.Doc): Y.Map<FileMap> {
  return doc.getMap<FileMap>(FILES_ROOT);
}

export function getFolders(doc: Y.Doc): Y.Map<true> {
  return doc.getMap<true>(FOLDERS);
}

/**
 * The files as everybody sees them, sorted by path. Entries that are malformed (a hostile peer can write
 * anything into the document) are left out; equal paths are told apart the same way on every peer.
 */
export function listFiles(doc: Y.Doc): SharedFile[] {
  const found: SharedFile[] = [];
  for (const [id, file] of getFiles(doc)) {
    if (!(file instanceof Y.Map) || file.get('deleted') === true) continue;
    const path = file.get('path');
    const text = file.get(TEXT_KEY);
    if (typeof path !== 'string' || !isWorkspacePath(path) || !(text instanceof Y.Text)) continue;
    if (path.length > MAX_PATH_LENGTH) continue;
    found.push({ id, path, text });
  }
  found.sort((a, b) => compare(a.path, b.path) || compare(a.id, b.id));
  const taken = new Set(found.flatMap(({ path }) => foldersOf(path)));
  for (const file of found) {
    file.path = freePath(file.path, taken);
    taken.add(file.path);
  }
  return found.sort((a, b) => compare(a.path, b.path));
}

/** Id of the file that has this text, or null for a text that is none's. */
export function findFileOfText(doc: Y.Doc, text: Y.AbstractType<unknown>): string | null {
  const file = text.parent;
  const id = file instanceof Y.Map ? file._item?.parentSub : null;
  if (!(text instanceof Y.Text) || text._item?.parentSub !== 'text' || typeof id !== 'string') return null;
  return getFiles(doc).get(id) === file ? id : null;
}

/** The text of every file, as the sandbox gets it. */
export function snapshotFiles(doc: Y.Doc): { id: string; path: string; text: string }[] {
  return listFiles(doc).map(({ id, path, text }) => ({ id, path, text: text.toString() }));
}

/** Length of all texts that are not deleted, in UTF-16 units. Cheap: reads no text. */
export function countCharacters(doc: Y.Doc): number {
  let total = 0;
  for (const file of getFiles(doc).values()) {
    const text = file instanceof Y.Map && file.get('deleted') !== true ? file.get(TEXT_KEY) : null;
    if (text instanceof Y.Text) total += text.length;
  }
  return total;
}

/** Adds a file and returns its id. The caller has checked the path with `isWorkspacePath`. */
export function createFile(doc: Y.Doc, path: string, content = ''): string {
  const id = crypto.randomUUID();
  doc.transact(() => {
    const file: FileMap = new Y.Map();
    file.set('path', path);
    file.set(TEXT_KEY, new Y.Text(content));
    getFiles(doc).set(id, file);
  });
  return id;
}

/** Gives a file another path, or does nothing when the file is gone. */
export function renameFile(doc: Y.Doc, id: string, path: string): void {
  getFiles(doc).get(id)?.set('path', path);
}

/** Marks a file deleted. `restoreFile` takes it back with text and history. */
export function deleteFile(doc: Y.Doc, id: string): void {
  getFiles(doc).get(id)?.set('deleted', true);
}

export function restoreFile(doc: Y.Doc, id: string): void {
  getFiles(doc).get(id)?.delete('deleted');
}

export function createFolder(doc: Y.Doc, path: string): void {
  getFolders(doc).set(path, true);
}

/** Folders made by hand that have a path we accept, sorted. */
export function listFolders(doc: Y.Doc): string[] {
  return [...getFolders(doc).keys()].filter(isWorkspacePath).sort(compare);
}

/** Moves a folder with all that is in it. Does nothing for paths that are not in use. */
export function moveFolder(doc: Y.Doc, from: string, to: string): void {
  const moved = (path: string) =>
    path === from || path.startsWith(`${from}/`) ? to + path.slice(from.length) : null;
  doc.transact(() => {
    for (const file of listFiles(doc)) {
      const path = moved(file.path);
      if (path) renameFile(doc, file.id, path);
    }
    for (const folder of listFolders(doc)) {
      const path = moved(folder);
      if (!path) continue;
      getFolders(doc).delete(folder);
      getFolders(doc).set(path, true);
    }
  });
}

/** Deletes a folder with all that is in it and returns the ids of the files, for `restoreFile`. */
export function deleteFolder(doc: Y.Doc, path: string): string[] {
  const inside = (other: string) => other === path || other.startsWith(`${path}/`);
  const ids = listFiles(doc)
    .filter((file) => inside(file.path))
    .map((file) => file.id);
  doc.transact(() => {
    for (const id of ids) deleteFile(doc, id);
    for (const folder of listFolders(doc)) if (inside(folder)) getFolders(doc).delete(folder);
  });
  return ids;
}

function freePath(path: string, taken: ReadonlySet<string>): string {
  const slash = path.lastIndexOf('/') + 1;
  const dot = path.indexOf('.', slash + 1);
  const stem = dot < 0 ? path : path.slice(0, dot);
  const ending = dot < 0 ? '' : path.slice(dot);
  let free = path;
  for (let n = 2; taken.has(free); n++) {
    const mark = ` (${n})`;
    free = stem.slice(0, Math.max(slash, MAX_PATH_LENGTH - mark.length - ending.length)) + mark + ending;
  }
  return free;
}

/** `a/b/c.py` lies in `a` and `a/b`. */
function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, n) => parts.slice(0, n + 1).join('/'));
}

/** Order by code unit: the same on every machine, unlike a locale's. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import {
  createFile,
  createFolder,
  deleteFile,
  deleteFolder,
  moveFolder,
  renameFile,
  restoreFile,
} from '#core/doc-shape.ts';
import type { Room } from '../room-context.ts';
import { contentOfNewFile, problemOfCount, problemOfPath } from './file-names.ts';
import { joinPath, nameOf, type TreeNode } from './file-tree.ts';

/** Makes a file, opens it here and returns null; or says why not. */
export function addFile({ session, files, bench }: Room, path: string): string | null {
  const problem = problemOfPath(path, files.get()) ?? problemOfCount(files.get());
  if (problem) return problem;
  bench.open(createFile(session.doc, path, contentOfNewFile(path, files.get())));
  return null;
}

/** Makes an empty folder; or says why not. */
export function addFolder({ session, files }: Room, path: string): string | null {
  const problem = problemOfPath(path, files.get());
  if (!problem) createFolder(session.doc, path);
  return problem;
}

/** Gives a file or folder another path; or says why not. */
export function movePath({ session, files }: Room, node: TreeNode, path: string): string | null {
  if (path === node.path) return null;
  if (node.type === 'folder' && path.startsWith(`${node.path}/`)) return 'A folder cannot move into itself.';
  const problem = problemOfPath(path, files.get(), node.path);
  if (problem) return problem;
  if (node.type === 'folder') moveFolder(session.doc, node.path, path);
  else renameFile(session.doc, node.id, path);
  return null;
}

/** Moves into a folder (the empty one is the top) and says what went wrong in a message. */
export function moveInto(room: Room, node: TreeNode, folder: string): void {
  const problem = movePath(room, node, joinPath(folder, node.name));
  if (problem) room.toasts.show({ text: problem, tone: 'bad' });
  else room.announce(`${node.name} moved to ${folder === '' ? 'the top' : folder}`);
}

/** Deletes at once and offers to take it back. */
export function removePath({ session, toasts }: Room, node: TreeNode): void {
  const { doc } = session;
  if (node.type === 'file') {
    deleteFile(doc, node.id);
    const action = { label: 'Undo', act: () => restoreFile(doc, node.id) };
    toasts.show({ text: `${nameOf(node.path)} was deleted.`, action });
    return;
  }
  const ids = deleteFolder(doc, node.path);
  toasts.show({
    text: `The folder ${nameOf(node.path)} was deleted${ids.length > 0 ? ` with ${ids.length} ${ids.length === 1 ? 'file' : 'files'}` : ''}.`,
    action: {
      label: 'Undo',
      act: () =>
        doc.transact(() => {
          createFolder(doc, node.path);
          for (const id of ids) restoreFile(doc, id);
        }),
    },
  });
}

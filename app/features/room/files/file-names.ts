import { getTemplate, LANGUAGES, languageOfPath } from '#core/languages.ts';
import { MAX_FILES, MAX_PATH_LENGTH } from '#core/limits.ts';
import { isWorkspacePath, workspacePathSchema } from '#core/sandbox-protocol.ts';
import type { RoomFiles } from './files-store.ts';

/**
 * Why this path cannot be taken, in words for the person who typed it, or null when it can.
 * `own`: the path that is being renamed, which may stay.
 */
export function problemOfPath(
  path: string,
  { files, folders }: RoomFiles,
  own: string | null = null,
): string | null {
  if (path.length > MAX_PATH_LENGTH) return `Use at most ${MAX_PATH_LENGTH} characters, folders included.`;
  if (!isWorkspacePath(path)) return workspacePathSchema.safeParse(path).error?.issues[0]?.message ?? null;
  if (path === own) return null;
  const taken = files.some((file) => file.path === path) || folderPaths({ files, folders }).has(path);
  if (taken) return 'There is already something with this name.';
  const isBelowFile = files.some((file) => file.path !== own && path.startsWith(`${file.path}/`));
  return isBelowFile ? 'Part of this path is a file, so nothing can be inside it.' : null;
}

/** Why no further file can be made, or null. */
export function problemOfCount({ files }: RoomFiles): string | null {
  return files.length >= MAX_FILES ? `A room holds at most ${MAX_FILES} files. Delete one first.` : null;
}

/** What a new file holds: a start for the first file of a language, nothing for the others. */
export function contentOfNewFile(path: string, { files }: RoomFiles): string {
  const language = languageOfPath(path);
  if (!language || !path.endsWith(`.${LANGUAGES[language].extension}`)) return '';
  return files.some((file) => languageOfPath(file.path) === language) ? '' : getTemplate(language);
}

/** Every folder in use, those around files included. */
export function folderPaths({ files, folders }: RoomFiles): Set<string> {
  const all = new Set<string>();
  const add = (path: string) => {
    for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) all.add(at);
  };
  for (const folder of folders) add(folder);
  for (const { path } of files) add(path.slice(0, Math.max(0, path.lastIndexOf('/'))));
  return all;
}

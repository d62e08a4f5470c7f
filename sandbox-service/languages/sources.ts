import { posix } from 'node:path';
import type { WorkspaceFile } from '../driver.ts';
import type { Program } from './language.ts';

/** Folder of the entry, `.` for the workspace itself. */
export function folderOf(entry: string): string {
  return posix.dirname(entry);
}

/** The files of these endings beside or below the entry, without the entry itself. */
export function listNeighbours({ entry, files }: Program, endings: readonly string[]): WorkspaceFile[] {
  const folder = folderOf(entry);
  return files.filter(
    ({ path }) =>
      path !== entry &&
      (folder === '.' || path.startsWith(`${folder}/`)) &&
      endings.some((ending) => path.toLowerCase().endsWith(ending)),
  );
}

/** The text of the entry. */
export function readEntry({ entry, files }: Program): string {
  return files.find(({ path }) => path === entry)?.text ?? '';
}

/** Source text without its comments and the insides of its string literals, for languages that write them as C does. */
export function stripComments(text: string): string {
  return text.replace(COMMENTS_AND_TEXTS, (part) =>
    part.startsWith('/') ? ' ' : part.charAt(0) + part.charAt(0),
  );
}

/** The same with spaces for all of it, so that every place and line stays where it is. */
export function blankComments(text: string): string {
  return text.replace(COMMENTS_AND_TEXTS, blank);
}

/** Spaces for all but the ends of lines. */
export function blank(part: string): string {
  return part.replace(/[^\n]/g, ' ');
}

/**
 * Comments, strings and characters. Each match is found in one go, however the text goes on: an unfinished comment ends
 * with the text, an unfinished string with its line, a character soon. Looking for an end that never comes, from each
 * beginning anew, would take minutes for a hostile file.
 */
const COMMENTS_AND_TEXTS =
  /\/\/[^\n]*|\/\*(?:[\s\S]*?\*\/|[\s\S]*)|"(?:\\[\s\S]|[^"\\\n])*(?:"|(?=\n)|\\?$)|'(?:\\.|[^'\\\n]){1,16}'/g;

/** A path as an argument: compilers must not take a file name for an option (`-x`) or a list of arguments (`@x`). */
export function asArgument(path: string): string {
  return /^[-@+]/.test(path) ? `./${path}` : path;
}

import { strToU8, Unzip, UnzipInflate, zipSync } from 'fflate';
import type { QuestionFile } from '#core/question.ts';
import { MAX_IMPORTED_FILES, MAX_UNPACKED_BYTES } from './import-limits.ts';

/** So much of an archive is unpacked at once before its size is looked at; deflate makes at most 1032 times of it. */
const CHUNK_BYTES = 8 * 1024;
/** Left behind by file managers in every archive. */
const LEFT_BEHIND = /(?:^|\/)(?:__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/;

/** What cannot be imported. The message names the file and says what is wrong. */
export class ImportError extends Error {
  override name = 'ImportError';
}

/** A file as it came, in bytes. */
export interface RawFile {
  path: string;
  bytes: Uint8Array;
}

/** Folders of files as one archive, the same for the same files. */
export function packArchive(files: readonly QuestionFile[]): Uint8Array {
  return zipSync(Object.fromEntries(files.map(({ path, text }) => [path, strToU8(text)])), {
    // Not the hour of the export: the same question gives the same archive.
    mtime: '1980-01-02T00:00:00Z',
  });
}

/** The files of an archive, within the limits of an import however the archive was made. Throws `ImportError`. */
export function unpackArchive(archive: Uint8Array): RawFile[] {
  const files: RawFile[] = [];
  const open = new Set<string>();
  let total = 0;
  const unzip = new Unzip((file) => {
    const { name } = file;
    if (name.endsWith('/') || LEFT_BEHIND.test(name)) return;
    if (files.length + open.size >= MAX_IMPORTED_FILES)
      throw new ImportError(`There are more than ${MAX_IMPORTED_FILES} files in the archive.`);
    const chunks: Uint8Array[] = [];
    file.ondata = (error, chunk, isFinal) => {
      // What is thrown below comes back here as well.
      if (error) throw error instanceof ImportError ? error : new ImportError(`${name} cannot be unpacked.`);
      total += chunk.length;
      if (total > MAX_UNPACKED_BYTES)
        throw new ImportError(
          `The archive holds more than ${MAX_UNPACKED_BYTES / 1024 / 1024} MB. Import fewer questions at once.`,
        );
      chunks.push(chunk);
      if (!isFinal) return;
      open.delete(name);
      files.push({ path: name, bytes: Buffer.concat(chunks) });
    };
    open.add(name);
    file.start();
  });
  unzip.register(UnzipInflate);
  try {
    for (let at = 0; at < archive.length; at += CHUNK_BYTES)
      unzip.push(archive.subarray(at, at + CHUNK_BYTES), at + CHUNK_BYTES >= archive.length);
  } catch (error) {
    if (error instanceof ImportError) throw error;
    const [name] = open;
    throw new ImportError(name ? `${name} cannot be unpacked.` : 'This is no .zip archive that can be read.');
  }
  const [name] = open;
  if (name !== undefined) throw new ImportError(`The archive ends in the middle of ${name}.`);
  return files;
}

/** The files of each question, by its folder: every folder with a question.json that is not inside another such. */
export function groupByQuestion(files: readonly RawFile[]): { folder: string; files: QuestionFile[] }[] {
  const kept = files.filter(({ path }) => !LEFT_BEHIND.test(path));
  const roots = kept
    .filter(({ path }) => path === 'question.json' || path.endsWith('/question.json'))
    .map(({ path }) => path.slice(0, -'question.json'.length))
    .toSorted((a, b) => a.length - b.length);
  const outer = roots.filter((root, at) => !roots.slice(0, at).some((other) => root.startsWith(other)));
  return outer.toSorted().map((root) => ({
    folder: root.replace(/\/$/, ''),
    files: kept
      .filter(({ path }) => path.startsWith(root))
      .map(({ path, bytes }) => ({ path: path.slice(root.length), text: decode(path, bytes) })),
  }));
}

function decode(path: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch {
    throw new ImportError(`${path} is not text in UTF-8.`);
  }
}

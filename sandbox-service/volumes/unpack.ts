import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { MAX_FILE_BYTES } from '../limits.ts';
import { VOLUME_BYTES, VOLUME_FILES } from '../workspaces/limits.ts';
import { makeDirectory, makeLink, type Owner, writeFile } from './beneath.ts';
import { BeneathError } from './beneath-error.ts';
import { staysInside } from './pack.ts';

/** What a tar adds to the files: headers, padding, long names. */
const TAR_OVERHEAD_BYTES = VOLUME_FILES * 2048;

/** An archive cannot be unpacked; the message is for whoever asked. */
export class ArchiveError extends Error {
  override name = 'ArchiveError';
}

/**
 * Unpacks an archive into an empty workspace that no program uses. Every entry is checked as if a stranger had made
 * the archive. Throws `ArchiveError`; what was unpacked until then is to be thrown away.
 */
export async function unpackWorkspace(options: {
  archive: string;
  sha256: string;
  root: string;
  owner: Owner;
}): Promise<void> {
  const { archive, sha256, root, owner } = options;
  const hash = createHash('sha256');
  const tar = extract();
  const read = pipeline(
    createReadStream(archive),
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        hash.update(chunk);
        yield chunk;
      }
    },
    createGunzip(),
    limit(VOLUME_BYTES + TAR_OVERHEAD_BYTES),
    tar,
  );
  try {
    const entries = async () => {
      let count = 0;
      for await (const entry of tar) {
        if (++count > VOLUME_FILES) throw new ArchiveError('The archive has too many files.');
        await unpackEntry(root, owner, entry.header, entry as unknown as AsyncIterable<Buffer>);
        entry.resume();
      }
    };
    await Promise.all([read, entries()]);
  } catch (error) {
    if (error instanceof BeneathError) throw new ArchiveError('The archive does not fit into a workspace.');
    throw error instanceof ArchiveError ? error : new ArchiveError('The archive is damaged.');
  }
  if (hash.digest('hex') !== sha256) throw new ArchiveError('The archive is damaged.');
}

async function unpackEntry(
  root: string,
  owner: Owner,
  header: Header,
  content: AsyncIterable<Buffer>,
): Promise<void> {
  const path = header.name.replace(/\/+$/, '');
  if (!isSafePath(path)) throw new ArchiveError('The archive has a path that leads out of a workspace.');
  if (header.type === 'directory') makeDirectory(root, path, owner);
  else if (header.type === 'symlink') {
    if (staysInside(path, header.linkname ?? '')) makeLink(root, path, header.linkname ?? '', owner);
  } else if (header.type === 'file') {
    if ((header.size ?? 0) > MAX_FILE_BYTES)
      throw new ArchiveError('The archive has a file that is too large.');
    const chunks: Buffer[] = [];
    for await (const chunk of content) chunks.push(chunk);
    writeFile(root, path, Buffer.concat(chunks), {
      owner,
      mode: (header.mode ?? 0) & 0o100 ? 0o755 : 0o644,
      mtimeMs: header.mtime?.getTime() ?? 0,
    });
  }
}

function isSafePath(path: string): boolean {
  if (path.length > 4096 || path.includes('\0')) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** A small archive can unpack to more than a disk holds. */
function limit(maxBytes: number) {
  return async function* (chunks: AsyncIterable<Buffer>) {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > maxBytes) throw new ArchiveError('The archive is larger than a workspace.');
      yield chunk;
    }
  };
}

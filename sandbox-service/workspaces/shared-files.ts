import { createHash } from 'node:crypto';
import { MAX_DOCUMENT_BYTES, MAX_FILES, MAX_SHARED_FILE_BYTES } from '#core/limits.ts';
import { workspacePathSchema } from '#core/sandbox-protocol.ts';
import type { LeftOut } from '#core/workspace-protocol.ts';
import { readFileAt, statAt, statPath } from '../volumes/beneath.ts';
import { BeneathError } from '../volumes/beneath-error.ts';
import { type Entry, walk } from '../volumes/walk.ts';
import { isIgnored, isIgnoredPath } from './ignored.ts';
import { MAX_DEPTH, SYNC_ENTRIES } from './limits.ts';

export interface SharedFile {
  path: string;
  text: string;
}

export interface Changes {
  written: SharedFile[];
  removed: string[];
  leftOut: LeftOut[];
  /** Whether everything was looked at; if not, a later look may find more. */
  isComplete: boolean;
}

interface Known {
  hash: string;
  bytes: number;
  /** What the file system said when it was read; '' when that is not known. */
  stamp: string;
  /** Of the text that the room last sent; null when it was only told of the file, which it may not have taken. */
  roomHash: string | null;
}

type Reason = LeftOut['reason'];

/** Notices that are remembered, so that each is told once. */
const MAX_NOTICES = 4000;

/**
 * What the document and the workspace had in common at last: which files, by hash. A look at the workspace tells what
 * programs changed since; what the room itself wrote is known and so never comes back.
 */
export class SharedFiles {
  readonly #known = new Map<string, Known>();
  /** Files that are left out, with their stamps, so that each is read once; and the notices that were given. */
  readonly #leftOut = new Map<string, string>();
  readonly #told = new Set<string>();

  get paths(): string[] {
    return [...this.#known.keys()];
  }

  hashOf(path: string): string | null {
    return this.#known.get(path)?.hash ?? null;
  }

  /** The room has this text at a path, and so has the workspace. */
  set(path: string, text: string, stat: Parameters<typeof stampOf>[0] | null): void {
    const bytes = Buffer.byteLength(text);
    const hash = hashText(text);
    this.#known.set(path, { hash, bytes, stamp: stat ? stampOf(stat) : '', roomHash: hash });
  }

  delete(path: string): void {
    this.#known.delete(path);
  }

  /** The room has the file as the workspace has it. */
  confirm(path: string): void {
    const known = this.#known.get(path);
    if (known) known.roomHash = known.hash;
  }

  /** Goes back to what the room certainly had: the next look tells again what it may have missed. */
  rewind(): void {
    for (const [path, known] of this.#known) {
      if (known.roomHash === null) this.#known.delete(path);
      else if (known.roomHash !== known.hash) Object.assign(known, { hash: known.roomHash, stamp: '' });
    }
  }

  /** For the next service: hashes of what the room certainly had. */
  serialize(): Record<string, string> {
    const hashes: Record<string, string> = {};
    for (const [path, { roomHash }] of this.#known) if (roomHash !== null) hashes[path] = roomHash;
    return hashes;
  }

  restore(hashes: Readonly<Record<string, string>>): void {
    for (const [path, hash] of Object.entries(hashes))
      this.#known.set(path, { hash, bytes: 0, stamp: '', roomHash: hash });
  }

  /** A notice, unless it was given before. */
  note(path: string, reason: Reason): LeftOut[] {
    const key = `${reason}:${path}`;
    if (this.#told.has(key) || this.#told.size >= MAX_NOTICES) return [];
    this.#told.add(key);
    return [{ path, reason }];
  }

  /** Looks through the workspace for what programs did. `onDirectory` is called before a directory is read. */
  scan(root: string, onDirectory: (directoryFd: number) => void): Changes {
    const seen = new Set<string>();
    const changes: Changes = { written: [], removed: [], leftOut: [], isComplete: true };
    const leaveOut = (path: string, reason: Reason) => {
      if (changes.leftOut.length < MAX_FILES) changes.leftOut.push(...this.note(path, reason));
      return false;
    };
    const { isComplete } = walk(root, {
      maxEntries: SYNC_ENTRIES,
      maxDepth: MAX_DEPTH,
      onDirectory: (_path, directoryFd) => onDirectory(directoryFd),
      visit: (entry) => {
        const { path, name, kind } = entry;
        if (isIgnored(name, kind === 'directory')) return false;
        if (!workspacePathSchema.safeParse(path).success) return leaveOut(path.slice(0, 4096), 'bad_name');
        if (kind === 'directory') return true;
        if (kind !== 'file') return leaveOut(path, 'not_a_file');
        const found = this.#look(entry);
        if (found === 'gone') return false;
        seen.add(path);
        if (typeof found === 'object' && found) changes.written.push(found);
        else if (found === 'too_many') leaveOut(directoryOf(path), found);
        else if (found) leaveOut(path, found);
        return false;
      },
    });
    for (const path of this.#known.keys()) {
      if (seen.has(path) || isIgnoredPath(path)) continue;
      // When not everything was looked at, it may well be there.
      if (!isComplete && isThere(root, path)) continue;
      this.#known.delete(path);
      changes.removed.push(path);
    }
    return { ...changes, isComplete };
  }

  /** A file that changed, why it is left out, `gone`, or null when there is nothing to tell. */
  #look({ path, name, directoryFd }: Entry): SharedFile | Reason | 'gone' | null {
    try {
      const stat = statAt(directoryFd, name);
      const stamp = stampOf(stat);
      const known = this.#known.get(path);
      if (known?.stamp === stamp || this.#leftOut.get(path) === stamp) return null;
      const leave = (reason: Reason) => {
        if (this.#leftOut.size >= MAX_NOTICES) this.#leftOut.clear();
        this.#leftOut.set(path, stamp);
        return reason;
      };
      if (!stat.isFile() || stat.nlink > 1n) return leave('not_a_file');
      if (stat.size > BigInt(MAX_SHARED_FILE_BYTES)) return leave('too_large');
      if (!known && this.#known.size >= MAX_FILES) return leave('too_many');
      const bytes = readFileAt(directoryFd, name, MAX_SHARED_FILE_BYTES);
      if (this.#totalBytes() - (known?.bytes ?? 0) + bytes.length > MAX_DOCUMENT_BYTES)
        return leave('too_large');
      const text = decodeText(bytes);
      if (text === null) return leave('binary');
      const hash = hashBytes(bytes);
      this.#leftOut.delete(path);
      this.#known.set(path, { hash, bytes: bytes.length, stamp, roomHash: known?.roomHash ?? null });
      return known?.hash === hash ? null : { path, text };
    } catch (error) {
      if (!(error instanceof BeneathError)) throw error;
      // Removed, swapped or grown since it was listed: that change is an event of its own.
      return error.problem === 'not_found' ? 'gone' : null;
    }
  }

  #totalBytes(): number {
    let bytes = 0;
    for (const known of this.#known.values()) bytes += known.bytes;
    return bytes;
  }
}

/** A number that changes with every write. The time of change cannot be set by programs, unlike that of modification. */
function stampOf(stat: { ino: bigint; size: bigint; mtimeNs: bigint; ctimeNs: bigint }): string {
  return `${stat.ino}-${stat.size}-${stat.mtimeNs}-${stat.ctimeNs}`;
}

export function hashText(text: string): string {
  return hashBytes(Buffer.from(text));
}

function hashBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url');
}

/** UTF-8 without zero bytes, or null: anything else would come out of the document changed. */
function decodeText(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null; // Not UTF-8: that is the answer.
  }
}

function isThere(root: string, path: string): boolean {
  try {
    return statPath(root, path).isFile();
  } catch (error) {
    if (error instanceof BeneathError) return false;
    throw error;
  }
}

function directoryOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
}

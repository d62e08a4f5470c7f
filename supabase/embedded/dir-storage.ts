import { randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';

interface ObjectMetadata {
  cacheControl: string;
  contentLength: number;
  size: number;
  mimetype: string;
  lastModified: Date;
  eTag: string;
}

/** Objects as files `<base>/<bucket>/<key>`. It has the shape of lite's storage adapter, which it replaces. */
export class DirStorage {
  readonly driver = fs;
  private readonly base: string;

  constructor(base: string) {
    this.base = path.resolve(base);
    mkdirSync(this.base, { recursive: true });
  }

  async getObject(bucket: string, key: string, _version?: string, headers?: { ifNoneMatch?: string }) {
    const metadata = await this.headObject(bucket, key);
    if (headers?.ifNoneMatch === metadata.eTag) return { httpStatusCode: 304, metadata };
    return { httpStatusCode: 200, metadata, body: this.openRange(bucket, key) };
  }

  /** The bytes from `start` to `end`, both included; the whole object without them. */
  openRange(bucket: string, key: string, range: { start?: number; end?: number } = {}): ReadableStream {
    return Readable.toWeb(createReadStream(this.getPath(bucket, key), range));
  }

  /** Complete and on disk before it has its name: a crash leaves the old object or the new one, never a half. */
  async uploadObject(
    bucket: string,
    key: string,
    _version: string | undefined,
    body: ReadableStream | Uint8Array,
    contentType: string,
    cacheControl: string,
  ): Promise<ObjectMetadata> {
    const target = this.getPath(bucket, key);
    await fs.mkdir(path.dirname(target), { recursive: true });
    const half = path.join(this.base, `.${randomUUID()}.part`);
    try {
      const file = await fs.open(half, 'w');
      try {
        // It takes streams too; Node's types do not say so.
        await file.writeFile((body instanceof Uint8Array ? body : Readable.fromWeb(body)) as Uint8Array);
        await file.sync();
      } finally {
        await file.close();
      }
      await fs.rename(half, target);
    } catch (error) {
      await fs.rm(half, { force: true });
      throw error;
    }
    return { ...(await this.headObject(bucket, key)), mimetype: contentType, cacheControl };
  }

  async deleteObject(bucket: string, key: string): Promise<void> {
    await fs.rm(this.getPath(bucket, key), { force: true });
  }

  async deleteObjects(bucket: string, keys: string[]): Promise<void> {
    for (const key of keys) await this.deleteObject(bucket, key);
  }

  async copyObject(
    fromBucket: string,
    from: string,
    _fromVersion: string | undefined,
    toBucket: string,
    to: string,
  ): Promise<{ httpStatusCode: number; eTag: string; lastModified: Date }> {
    const body = await fs.readFile(this.getPath(fromBucket, from));
    const { eTag, lastModified } = await this.uploadObject(toBucket, to, undefined, body, '', '');
    return { httpStatusCode: 200, eTag, lastModified };
  }

  async headObject(bucket: string, key: string): Promise<ObjectMetadata> {
    const { size, mtime, mtimeMs } = await fs.stat(this.getPath(bucket, key));
    return {
      cacheControl: 'no-cache',
      contentLength: size,
      size,
      mimetype: 'application/octet-stream',
      lastModified: mtime,
      eTag: `"${size.toString(16)}-${Math.floor(mtimeMs).toString(16)}"`,
    };
  }

  async privateAssetUrl(bucket: string, key: string): Promise<string> {
    return `file://${this.getPath(bucket, key)}`;
  }

  private getPath(bucket: string, key: string): string {
    const file = path.join(this.base, bucket, key);
    if (!file.startsWith(this.base + path.sep))
      throw new Error('An object key may not climb out of its bucket.');
    return file;
  }
}

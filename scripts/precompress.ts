import fs from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import zlib from 'node:zlib';

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

const COMPRESSIBLE = /\.(js|css|svg|json|ttf|html|txt)$/;
/** Smaller files gain nothing: they fit one packet either way. */
const MIN_BYTES = 1024;
/** Above this size (the workers, which nobody waits for) the best quality takes many seconds for little. */
const LARGE_BYTES = 4 * 1024 * 1024;

/** Writes `.br` and `.gz` beside every file worth it, so that the server never compresses while somebody waits. */
export async function precompress(directory: string): Promise<void> {
  const entries = await fs.readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && COMPRESSIBLE.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name));
  for (let i = 0; i < files.length; i += 4) await Promise.all(files.slice(i, i + 4).map(compress));
}

async function compress(file: string): Promise<void> {
  const bytes = await fs.readFile(file);
  if (bytes.length < MIN_BYTES) return;
  const quality = bytes.length > LARGE_BYTES ? 9 : 11;
  const params = {
    [zlib.constants.BROTLI_PARAM_QUALITY]: quality,
    [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  await fs.writeFile(`${file}.br`, await brotli(bytes, { params }));
  await fs.writeFile(`${file}.gz`, await gzip(bytes, { level: 9 }));
}

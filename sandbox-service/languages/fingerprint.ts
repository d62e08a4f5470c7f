import { createHash } from 'node:crypto';
import { existsSync, realpathSync, statSync } from 'node:fs';

/** Tells one version of a toolchain from another by its files: where they are, how large and how old. Missing ones count too. */
export function fingerprint(paths: readonly string[]): string {
  const facts = paths.map((path) => {
    if (!existsSync(path)) return [path];
    const real = realpathSync(path);
    const { size, mtimeMs } = statSync(real);
    return [path, real, size, mtimeMs];
  });
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
}

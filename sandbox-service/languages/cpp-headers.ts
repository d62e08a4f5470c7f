import { CACHE_TARGET, type CacheRecipe } from '../toolchain-cache.ts';
import { BASE_ENV, type Step } from './language.ts';

/** The header that includes the whole library. */
export const EVERYTHING = 'bits/stdc++.h';

/**
 * Headers that programs begin with, precompiled. The compiler takes a precompiled header only for the first `#include`
 * of a source, and only with the flags that it was made with.
 */
const HEADERS = [EVERYTHING, 'iostream', 'vector', 'string', 'algorithm'];

/** The folder of a header's precompiled form, which `-I` names; null for a header that has none. */
export function findPrecompiledFolder(header: string | undefined): string | null {
  return header !== undefined && HEADERS.includes(header) ? folderFor(header) : null;
}

/** How the precompiled headers are made for a compiler and its flags. */
export function buildHeadersRecipe(options: {
  compiler: string;
  flags: readonly string[];
  toolchain: string;
}): CacheRecipe {
  const { compiler, flags, toolchain } = options;
  const step = (...argv: string[]): Step => ({ argv, env: BASE_ENV, mounts: [] });
  return {
    name: 'cpp',
    toolchain,
    files: HEADERS.map((header) => ({
      path: `${nameOf(header)}.hpp`,
      text: `#include <${header}>\n`,
    })),
    make: HEADERS.map((header) => {
      const output = `${folderFor(header)}/${header}.gch`;
      const compile = [compiler, ...flags, '-x', 'c++-header', '-o', output, `${nameOf(header)}.hpp`];
      return step('/bin/sh', '-c', 'mkdir -p "$(dirname "$0")" && exec "$@"', output, ...compile);
    }),
    prove: HEADERS.map((header) =>
      step(
        ...[compiler, ...flags, '-I', folderFor(header), '-Winvalid-pch', '-Werror', '-fsyntax-only'],
        ...['-H', '-x', 'c++', `${nameOf(header)}.hpp`],
      ),
    ),
  };
}

function folderFor(header: string): string {
  return `${CACHE_TARGET}/${nameOf(header)}`;
}

function nameOf(header: string): string {
  return header.replaceAll('/', '-');
}

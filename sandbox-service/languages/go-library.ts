import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE_TARGET, type CacheRecipe } from '../toolchain-cache.ts';
import type { Step } from './language.ts';

/** Packages of Go's library that interviews use, with all that these use themselves. Others are compiled with the program. */
const PACKAGES = [
  ...['bufio', 'bytes', 'cmp', 'container/heap', 'container/list', 'container/ring', 'context', 'errors'],
  ...['crypto/md5', 'crypto/sha1', 'crypto/sha256', 'encoding/base64', 'encoding/binary', 'encoding/csv'],
  ...['encoding/hex', 'encoding/json', 'flag', 'fmt', 'hash/crc32', 'hash/fnv', 'html', 'io', 'iter', 'log'],
  ...['maps', 'math', 'math/big', 'math/bits', 'math/cmplx', 'math/rand', 'math/rand/v2', 'net/url', 'os'],
  ...[
    'os/signal',
    'path',
    'path/filepath',
    'reflect',
    'regexp',
    'runtime',
    'runtime/debug',
    'slices',
    'sort',
  ],
  ...['strconv', 'strings', 'sync', 'sync/atomic', 'testing', 'text/tabwriter', 'text/template', 'time'],
  ...['unicode', 'unicode/utf8', 'unsafe'],
];

/** How Go's own cache is filled with its library. `flags` and `env` are those that programs are built with. */
export function buildLibraryRecipe(options: {
  go: string;
  root: string;
  flags: readonly string[];
  env: Readonly<Record<string, string>>;
  toolchain: string;
}): CacheRecipe {
  const { go, root, flags, env, toolchain } = options;
  const packages = PACKAGES.filter((path) => existsSync(join(root, 'src', path)));
  const imports = packages.map((path) => `\t_ "${path}"\n`).join('');
  const script = (text: string): Step => ({
    argv: ['/bin/sh', '-c', text, go, ...flags, '-o', '/build/main', '.'],
    env: { ...env, GOCACHE: CACHE_TARGET },
    mounts: [],
  });
  return {
    name: 'go',
    toolchain,
    files: [
      { path: 'go.mod', text: 'module workspace\n\ngo 1.19\n' },
      { path: 'main.go', text: `package main\n\nimport (\n${imports})\n\nfunc main() {}\n` },
    ],
    // What lies between of so many packages does not fit into /tmp.
    make: [script('mkdir /cache/work && GOTMPDIR=/cache/work "$0" build "$@" && rm -r /cache/work')],
    // -n prints what is left to do: nothing of the library, and this program was compiled as well.
    prove: [script('"$0" build -n "$@" 2>&1 | grep -q "/compile " && exit 1; exec "$0" build "$@"')],
  };
}

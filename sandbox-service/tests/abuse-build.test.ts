import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readBuild } from '../bubblewrap/build-files.ts';

const LIMIT = 1 << 20;
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'interlace-build-'));
  mkdirSync(join(root, 'build'));
  writeFileSync(join(root, 'secret'), 'of the host');
});
// Not Node's rm: one test nests directories deeper than a path can say.
afterEach(() => void execFileSync('rm', ['-rf', '--', root]));

test.each<[string, (build: string) => void | Promise<void>]>([
  ['a link to a file of the host', (build) => symlinkSync('/etc/passwd', join(build, 'program'))],
  ['a link to a directory of the host', (build) => symlinkSync('/etc', join(build, 'lib'))],
  ['a link that leads nowhere', (build) => symlinkSync('loop', join(build, 'loop'))],
  ['a hard link', (build) => linkSync(join(root, 'secret'), join(build, 'program'))],
  [
    'a pipe, which would hold up whoever reads it',
    (build) => void execFileSync('mkfifo', [join(build, 'p')]),
  ],
  [
    'a socket',
    (build) =>
      new Promise((resolve) => {
        const server = createServer().listen(join(build, 's'), () => server.unref() && resolve());
      }),
  ],
  [
    'a file with a hole of a gigabyte',
    (build) => {
      writeFileSync(join(build, 'large'), '');
      truncateSync(join(build, 'large'), 1 << 30);
    },
  ],
  [
    'more files than are kept',
    (build) => {
      for (let i = 0; i <= 8192; i++) writeFileSync(join(build, `f${i}`), '');
    },
  ],
  [
    'many files that are too much together',
    (build) => {
      for (let i = 0; i < 3; i++) writeFileSync(join(build, `f${i}`), Buffer.alloc(LIMIT / 2));
    },
  ],
])('what a compile step has planted is not read: %s', async (_what, plant) => {
  const build = join(root, 'build');
  writeFileSync(join(build, 'honest'), 'program');
  expect(await readBuild(build, LIMIT)).toMatchObject([{ path: 'honest' }]);
  await plant(build);
  expect(await readBuild(build, LIMIT)).toBeNull();
});

test('what a compile step has planted is not read: directories deeper than a path can say', async () => {
  const build = join(root, 'build');
  execFileSync('python3', [
    '-c',
    `import os, sys\nos.chdir(sys.argv[1])\nfor _ in range(400): os.mkdir("deep" * 5); os.chdir("deep" * 5)`,
    build,
  ]);
  expect(await readBuild(build, LIMIT)).toBeNull();
});

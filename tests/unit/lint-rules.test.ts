import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '#scripts/env.ts';

// A copy of the rules in a folder of its own: nothing here can end up in the product.
let folder = '';

beforeAll(() => {
  fs.mkdirSync(path.join(root, '.data'), { recursive: true });
  folder = fs.mkdtempSync(path.join(root, '.data/lint-'));
  const rules = JSON.parse(fs.readFileSync(path.join(root, 'biome.json'), 'utf8'));
  delete rules.vcs; // the folder is one that git ignores
  rules.$schema = undefined;
  rules.root = true;
  fs.mkdirSync(path.join(folder, 'scripts/lint'), { recursive: true });
  fs.copyFileSync(
    path.join(root, 'scripts/lint/no-module-mocks.grit'),
    path.join(folder, 'scripts/lint/no-module-mocks.grit'),
  );
  fs.writeFileSync(path.join(folder, 'biome.json'), JSON.stringify(rules));
});

afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

function lint(file: string, source: string): string {
  const target = path.join(folder, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, `${source}\n`);
  const biome = path.join(root, 'node_modules/@biomejs/biome/bin/biome');
  const result = spawnSync(process.execPath, [biome, 'lint', '--colors=off', file], {
    cwd: folder,
    encoding: 'utf8',
  });
  fs.rmSync(target);
  return result.status === 0 ? 'accepted' : `${result.stdout}${result.stderr}`;
}

const refused: [title: string, file: string, source: string, reason: string][] = [
  ['core imports Node', 'core/x.ts', "import 'node:fs';", 'core may import only'],
  ['core imports React', 'core/tape/x.ts', "import 'react';", 'core may import only'],
  ['core climbs out', 'core/tape/x.ts', "import '../../party/server.ts';", 'climb out'],
  ['app imports the room', 'app/x.ts', "import '#party/server.ts';", 'meet only in core'],
  ['app imports the room by path', 'app/routes/x.ts', "import '../../party/server.ts';", 'meet only in core'],
  ['the room imports the app', 'party/x.ts', "import '#app/root.tsx';", 'meet only in core'],
  ['the room imports the sandbox', 'party/x.ts', "import '../sandbox-service/http.ts';", 'meet only in core'],
  ['the sandbox imports the room', 'sandbox-service/x.ts', "import '#party/server.ts';", 'meet only in core'],
  ['a module is mocked', 'core/x.test.ts', "vi.mock('./limits.ts');", 'No module mocks'],
  ['the environment is read anywhere', 'app/x.ts', 'export const x = process.env.HOME;', 'noProcessEnv'],
  ['the environment is read in core', 'core/x.ts', 'export const x = process.env.HOME;', 'noProcessEnv'],
];

for (const [title, file, source, reason] of refused) {
  test(`the check fails when ${title}`, () => {
    expect(lint(file, source)).toContain(reason);
  });
}

test('the check accepts what the rules allow', () => {
  const allowed =
    "import 'zod';\nimport 'yjs';\nimport 'lib0/encoding';\nimport 'y-protocols/sync';\nimport '../limits.ts';";
  expect(lint('core/tape/x.ts', allowed)).toBe('accepted');
  expect(lint('party/x.ts', "import '#core/limits.ts';\nimport './y.ts';")).toBe('accepted');
  expect(lint('app/server/env.server.ts', 'export const x = process.env.HOME;')).toBe('accepted');
});

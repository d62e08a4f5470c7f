import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { MONACO_ROOT, SLIM_MODULES } from './monaco-slim.ts';

const root = path.resolve(import.meta.dirname, '..');

test.each(Object.keys(SLIM_MODULES))('Monaco still has %s with the names that stand in for it', (module) => {
  const source = fs.readFileSync(path.join(root, MONACO_ROOT, module), 'utf8');
  const exported = /export \{([^}]*)\}/.exec(source)?.[1] ?? '';
  const names = [...(SLIM_MODULES[module] ?? '').matchAll(/export (?:class|const|function) (\w+)/g)].map(
    ([, name]) => name,
  );
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) expect(exported).toContain(name);
});

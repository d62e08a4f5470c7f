import fs from 'node:fs';
import { expect, test } from 'vitest';
import { LANGUAGE_IDS, LANGUAGES } from '#core/languages.ts';
import { fileLanguageOf } from './file-language.ts';

/** Languages whose grammar stands in another one's folder. */
const FOLDERS: Partial<Record<string, string>> = { c: 'cpp' };

test('every language that rooms run is coloured', () => {
  const source = fs.readFileSync(new URL('grammars.client.ts', import.meta.url), 'utf8');
  const missing = LANGUAGE_IDS.map((id) => LANGUAGES[id].monaco).filter(
    (id) => !source.includes(`languages/definitions/${FOLDERS[id] ?? id}/register`),
  );
  expect(missing).toEqual([]);
});

test('a file is shown as what it runs as, and text as what it is', () => {
  expect(fileLanguageOf('a/main.pgsql')).toEqual({
    label: 'SQL (PostgreSQL)',
    editorId: 'pgsql',
    runs: 'postgresql',
  });
  expect(fileLanguageOf('list.h')).toMatchObject({ editorId: 'c', runs: null });
  expect(fileLanguageOf('Makefile')).toMatchObject({ label: 'Plain text', runs: null });
});

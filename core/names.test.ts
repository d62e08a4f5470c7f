import { expect, test } from 'vitest';
import { getTemplate, LANGUAGE_IDS, LANGUAGES, languageOfPath } from './languages.ts';
import { MAX_NAME_LENGTH, MAX_PATH_LENGTH } from './limits.ts';
import { colourOf, PERSON_COLOURS, personNameSchema } from './people.ts';
import { makeRoomName, parseRoomName } from './room-name.ts';
import { isWorkspacePath, workspacePathSchema } from './sandbox-protocol.ts';

const id = '7f6b2c1e-6a55-4c52-9a42-0a8f1f7b6a10';

test('a room name comes from an interview and leads back to it', () => {
  expect(parseRoomName(makeRoomName(id))).toBe(id);
  for (const name of [
    '',
    id,
    'interview-',
    `interview-${id.toUpperCase()}`,
    `interview-${id}/x`,
    ` interview-${id}`,
  ]) {
    expect(parseRoomName(name), name).toBeNull();
  }
  for (const wrong of ['', 'x', id.toUpperCase(), `${id}\n`]) expect(() => makeRoomName(wrong)).toThrow();
});

test('a path lies below the workspace', () => {
  for (const path of ['a', 'main.py', 'a/b/c.py', '.hidden', 'with space.py', '日本/語.py']) {
    expect(isWorkspacePath(path), path).toBe(true);
  }
  for (const path of [
    '',
    '/',
    '/a',
    'a/',
    'a//b',
    '.',
    '..',
    'a/../b',
    './a',
    'a/.',
    'a\\b',
    'a\0b',
    'a\nb',
    ' a',
    'a /b',
  ]) {
    expect(isWorkspacePath(path), JSON.stringify(path)).toBe(false);
  }
  expect(workspacePathSchema.safeParse('x'.repeat(MAX_PATH_LENGTH)).success).toBe(true);
  expect(workspacePathSchema.safeParse('x'.repeat(MAX_PATH_LENGTH + 1)).success).toBe(false);
});

test('a name is one clean line', () => {
  expect(personNameSchema.parse('  Ada \n Lovelace\u0000\u202E ')).toBe('Ada Lovelace');
  expect(personNameSchema.safeParse(' \u200B ').success).toBe(false);
  expect(personNameSchema.safeParse('x'.repeat(MAX_NAME_LENGTH + 1)).success).toBe(false);
});

test('colours go round', () => {
  expect([0, 1, PERSON_COLOURS, PERSON_COLOURS + 3].map(colourOf)).toEqual([0, 1, 0, 3]);
});

test('a file runs by its ending, and each language runs the file that it starts with', () => {
  for (const language of LANGUAGE_IDS) {
    expect(languageOfPath(LANGUAGES[language].entry)).toBe(language);
    expect(getTemplate(language)).toMatch(/Hello/);
  }
  expect(languageOfPath('a/b.MJS')).toBe('javascript');
  expect(languageOfPath('x.tsx')).toBe('typescript');
  expect(languageOfPath('README.md')).toBeNull();
  expect(languageOfPath('py')).toBeNull();
  expect(languageOfPath('lib.py/notes')).toBeNull();
});

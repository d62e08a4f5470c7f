import { expect, test } from 'vitest';
import { safeNextPath, signInPath } from './next-path.ts';

test('keeps own paths with their query', () => {
  expect(safeNextPath('/room/1?x=2#y')).toBe('/room/1?x=2#y');
});

test.each([
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '/./\\evil.example',
  '/..//evil.example',
  'javascript:alert(1)',
  'evil.example',
  '',
  `/${'a'.repeat(600)}`,
])('refuses %j as a place to go to', (next) => {
  expect(safeNextPath(next)).toBe('/interviews');
});

test('says where to come back to only when it is not the home page', () => {
  expect(signInPath('/interviews')).toBe('/sign-in');
  expect(signInPath('/account')).toBe('/sign-in?next=%2Faccount');
});

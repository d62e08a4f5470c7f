import { expect, test } from 'vitest';
import { personColour } from './avatar.tsx';

test('people have the colours of their palette, and the AI its own whatever its number', () => {
  expect(personColour({ role: 'candidate', colour: 3 })).toBe('var(--person-3)');
  expect(personColour({ role: 'interviewer', colour: 11 })).toBe('var(--person-3)');
  expect(personColour({ role: 'ai', colour: 3 })).toBe('var(--ai)');
});

import { expect, test } from 'vitest';
import { PLAIN, parseAnsi, stripAnsi } from './ansi.ts';

test('colours and weights become styles, and end where the program says', () => {
  expect(parseAnsi('a\x1b[1;31mb\x1b[0mc')).toEqual([
    { text: 'a', style: PLAIN },
    { text: 'b', style: { ...PLAIN, colour: 'red', isBold: true } },
    { text: 'c', style: PLAIN },
  ]);
  expect(parseAnsi('\x1b[92mx\x1b[39my')[0]?.style.colour).toBe('green');
});

test('palette and true colours are skipped without eating what follows', () => {
  expect(parseAnsi('\x1b[38;5;196;1mx')[0]?.style).toEqual({ ...PLAIN, isBold: true });
  expect(parseAnsi('\x1b[38;2;1;2;3;4mx')[0]?.style).toEqual({ ...PLAIN, isUnderlined: true });
});

test('cursor moves, titles, links and clearing are dropped', () => {
  expect(stripAnsi('\x1b[2J\x1b[Ha\x1b]0;title\x07b\x1b]8;;http://x\x1b\\c\x1b(Bd\x1b[?25l')).toBe('abcd');
});

test('an unfinished sequence does not swallow the text before it', () => {
  expect(stripAnsi('abc\x1b[3')).toMatch(/^abc/);
  expect(stripAnsi('abc\x1b')).toBe('abc');
});

test('of a progress bar the last state is left', () => {
  expect(stripAnsi('10%\r50%\r100%\ndone\r\nend\r')).toBe('100%\ndone\nend');
});

test('other control characters do not show', () => {
  expect(stripAnsi('a\x00b\x07c\td\n')).toBe('abc\td\n');
});

test('markup stays text', () => {
  expect(parseAnsi('<b onclick="x">\x1b[1m</b>').map(({ text }) => text)).toEqual([
    '<b onclick="x">',
    '</b>',
  ]);
});

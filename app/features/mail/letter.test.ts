import { expect, test } from 'vitest';
import { letterToHtml, letterToText } from './letter.ts';

const letter = {
  paragraphs: ['Hello <script>alert("1")</script>', "It's & more."],
  action: { label: 'Join', url: 'https://interlace.test/join/a?b=1&c=2' },
  footnote: 'Not you? Ignore this.',
};

test('escapes names and texts of people in HTML', () => {
  const html = letterToHtml(letter);
  expect(html).not.toContain('<script>');
  expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)');
  expect(html).toContain('href="https://interlace.test/join/a?b=1&amp;c=2"');
});

test('keeps the address whole in the text, on a line of its own', () => {
  expect(letterToText(letter).split('\n')).toContain('https://interlace.test/join/a?b=1&c=2');
});

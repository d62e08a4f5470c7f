import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { MAX_STATEMENT_LENGTH } from '#core/problem.ts';
import { Markdown } from './markdown.tsx';

/** The markup without classes, which say only how it looks. */
function draw(text: string): string {
  const html = renderToStaticMarkup(<Markdown text={text} />).replace(/ class="[^"]*"/g, '');
  return html.replace(/^<div>(.*)<\/div>$/s, '$1');
}

test.each([
  ['headings, one below the page’s own', '# Two sum\n## Input ##', '<h3>Two sum</h3><h4>Input</h4>'],
  ['paragraphs', 'one\ntwo\n\nthree', '<p>one\ntwo</p><p>three</p>'],
  ['line breaks', 'one  \ntwo\\\nthree', '<p>one<br/>two<br/>three</p>'],
  [
    'bold and emphasis',
    '**a** *b* __c__ _d_ ***e***',
    '<p><strong>a</strong> <em>b</em> <strong>c</strong> <em>d</em> <em><strong>e</strong></em></p>',
  ],
  ['bold in emphasis', '*a **b** c*', '<p><em>a <strong>b</strong> c</em></p>'],
  ['names with underscores as they are', 'two_sum and __init__x', '<p>two_sum and __init__x</p>'],
  ['stars that multiply as they are', '2 * 3 * 4', '<p>2 * 3 * 4</p>'],
  ['code', 'use `nums[i] * 2` and ``a ` b``', '<p>use <code>nums[i] * 2</code> and <code>a ` b</code></p>'],
  ['emphasis that does not reach into code', '*a `b*` c', '<p>*a <code>b*</code> c</p>'],
  ['escapes', '\\*a\\* \\`b\\` \\[c\\](d)', '<p>*a* `b` [c](d)</p>'],
  [
    'links',
    '[a *b*](https://example.com/x_(y)?q=1)',
    '<p><a href="https://example.com/x_(y)?q=1" target="_blank" rel="noopener noreferrer">a <em>b</em></a></p>',
  ],
  [
    'addresses',
    '<https://example.com/a>',
    '<p><a href="https://example.com/a" target="_blank" rel="noopener noreferrer">https://example.com/a</a></p>',
  ],
  ['quotes', '> a\n> b', '<blockquote><p>a\nb</p></blockquote>'],
  ['rules', 'a\n\n---\n\nb', '<p>a</p><hr/><p>b</p>'],
  ['lists', '- a\n- b', '<ul><li><div>a</div></li><li><div>b</div></li></ul>'],
  [
    'numbered lists from where they begin',
    '3. a\n4. b',
    '<ol start="3"><li><div>a</div></li><li><div>b</div></li></ol>',
  ],
  [
    'lists in lists',
    '1. a\n   - b\n2. c',
    '<ol start="1"><li><div>a</div><div><ul><li><div>b</div></li></ul></div></li><li><div>c</div></li></ol>',
  ],
  [
    'a list right below its sentence',
    'Rules:\n- a\n* b',
    '<p>Rules:</p><ul><li><div>a</div></li></ul><ul><li><div>b</div></li></ul>',
  ],
  ['a year that begins a line', 'It was in\n1984. Then', '<p>It was in\n1984. Then</p>'],
])('draws %s', (_what, text, html) => {
  expect(draw(text)).toBe(html);
});

test('draws code blocks as they were typed, marks and markup included', () => {
  expect(draw('```python\ndef f(a):\n    return *a < 1\n\n# no heading\n```\nafter')).toBe(
    '<pre><code>def f(a):\n    return *a &lt; 1\n\n# no heading</code></pre><p>after</p>',
  );
  expect(draw('~~~\na\n```\nnever closed')).toBe('<pre><code>a\n```\nnever closed</code></pre>');
  expect(draw('- a\n\n  ```\n  b\n  ```')).toBe(
    '<ul><li><div>a</div><div><pre><code>b</code></pre></div></li></ul>',
  );
});

test('draws tables with their alignment, and bars in code as text', () => {
  expect(draw('| in | out |\n|:--|--:|\n| `a|b` | 1 |\n| c |')).toBe(
    '<table><thead><tr><th scope="col" style="text-align:left">in</th><th scope="col" style="text-align:right">out</th></tr></thead>' +
      '<tbody><tr><td style="text-align:left"><code>a|b</code></td><td style="text-align:right">1</td></tr>' +
      '<tr><td style="text-align:left">c</td><td style="text-align:right"></td></tr></tbody></table>',
  );
});

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '**<svg/onload=alert(1)>**',
  '```\n</code></pre><script>alert(1)</script>\n```',
  '| <b>x</b> |\n|--|\n| <iframe src="//evil.example"> |',
  '- <a href="javascript:alert(1)">x</a>',
  '# <style>*{display:none}</style>',
])('never draws markup of the text: %j', (text) => {
  const html = draw(text);
  expect(html).not.toMatch(/<(script|img|svg|iframe|a|b|style)\b/i);
  expect(html).toContain('&lt;');
});

test.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java&#115;cript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'blob:https://example.com/1',
  '//evil.example',
  '/sign-out',
])('makes no link to %j', (href) => {
  expect(draw(`[x](${href}) [y](<${href}>) <${href}>`)).not.toContain('href');
});

test('keeps what an address says inside its attribute', () => {
  const html = draw('[x](https://example.com/"onclick="alert(1)) [y](https://example.com/\'><script>)');
  expect(html).not.toMatch(/" ?onclick=|<script/);
});

test('loads no picture and says what it shows', () => {
  expect(draw('![a tree](https://evil.example/pixel.png)')).toBe('<p>a tree</p>');
});

test('puts no link into a link', () => {
  expect(draw('[<https://a.example>](https://b.example)').match(/<a /g)).toHaveLength(1);
});

const LONGEST = MAX_STATEMENT_LENGTH;
test.each(
  [
    '*',
    '_',
    '**a ',
    '*a _b ',
    '`',
    '` `` ',
    '[',
    '[a](',
    '![',
    '<http://',
    '> ',
    '- ',
    ' ',
    '\\',
    '|',
    '- \n',
    '#',
    '~',
    '**a** ',
    'a\n| - ',
    '   -',
  ].map((piece) => [piece]),
)('draws the longest text of %j without exhausting time or stack', (piece) => {
  const text = piece.repeat(Math.ceil(LONGEST / piece.length)).slice(0, LONGEST);
  const started = performance.now();
  draw(text);
  draw(`${text}\`x\n${text}`);
  // A text that doubles the time with each sign would take hours; this is far above what a loaded machine needs.
  expect(performance.now() - started).toBeLessThan(10_000);
});

import { expect, test } from 'vitest';
import { shortenCandidatePaths } from './candidate-paths.ts';

test('names files as the candidate does, in the words of each language', () => {
  for (const [said, shown] of [
    ['  File "/workspace/main.py", line 2, in f', '  File "main.py", line 2, in f'],
    ['    at f (file:///workspace/lib/a.mjs:3:7)', '    at f (lib/a.mjs:3:7)'],
    ["/workspace/lib/u.rb:2:in `/': divided by 0", "lib/u.rb:2:in `/': divided by 0"],
    ['#0 /workspace/main.php(5): f()', '#0 main.php(5): f()'],
    ['/workspace/a.js:1\n/workspace/b.js:2', 'a.js:1\nb.js:2'],
    ['/workspace/.hidden/x.py', '.hidden/x.py'],
  ])
    expect(shortenCandidatePaths(said as string)).toBe(shown);
});

test('leaves the workspace itself and other paths alone', () => {
  for (const text of [
    '/workspace',
    'cd /workspace/',
    '/srv/workspace/main.py',
    'a/workspace/b',
    '../workspace/b',
  ])
    expect(shortenCandidatePaths(text)).toBe(text);
});

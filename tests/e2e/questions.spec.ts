import { zipSync } from 'fflate';
import type { Page } from 'playwright/test';
import { questionSchema } from '#core/question.ts';
import { writeQuestionFolder } from '#core/question-folder.ts';
import {
  admit,
  editorText,
  enterRoom,
  expect,
  joinByLink,
  replaceText,
  signIn,
  test,
  untilReady,
  untilSaved,
} from './journey.ts';

const STARTER = 'def longest_calm(levels):\n    return 0\n';
const SOLUTION =
  'def longest_calm(levels):\n    best = run = 0\n    for level in levels:\n        run = run + 1 if level == 0 else 0\n        best = max(best, run)\n    return best\n';

/** A question of one language, so that publishing it takes moments. */
const QUESTION = questionSchema.parse({
  title: 'The longest calm stretch',
  kind: 'coding',
  difficulty: 'easy',
  tags: ['arrays'],
  minutes: 10,
  statement: '# The longest calm stretch\n\nHow many zeros stand next to each other at the most?',
  starters: { python: [{ path: 'main.py', text: STARTER }] },
  solutions: { python: [{ path: 'main.py', text: SOLUTION }] },
  tests: {
    kind: 'function',
    function: 'longest_calm',
    cases: [
      { name: 'The example', input: [[0, 0, 3, 0]], expected: 2 },
      { name: 'All calm', input: [[0, 0, 0, 0]], expected: 4, hidden: true },
    ],
  },
  hints: ['Count as you go.', 'Start over at each other level.'],
  followUps: ['What if the levels never end?'],
  rubric: [
    {
      id: 'correctness',
      title: 'Correctness',
      levels: { weak: 'Misses a stretch', sound: 'Right', strong: 'Proves it' },
    },
  ],
});

function pack(): Buffer {
  const files = writeQuestionFolder(QUESTION).map(
    ({ path, text }) => [`calm/${path}`, new TextEncoder().encode(text)] as const,
  );
  return Buffer.from(zipSync(Object.fromEntries(files)));
}

const tests = (page: Page) => page.getByRole('region', { name: 'Tests' });
const hints = (page: Page) => page.getByRole('region', { name: 'Hints' });

async function runTests(page: Page, words: string): Promise<void> {
  await page.getByRole('region', { name: 'Editor' }).locator('.view-lines').click();
  await page.keyboard.press('ControlOrMeta+Shift+Enter');
  await expect(tests(page)).toContainText(words, { timeout: 45_000 });
}

test('a question is imported, verified, published, planned, asked and solved with a hint', async ({
  openBrowser,
}) => {
  const { page } = await openBrowser();
  await signIn(page);
  await page.goto('/questions/import');
  await page
    .locator('input[name=archive]')
    .setInputFiles({ name: 'calm.zip', mimeType: 'application/zip', buffer: pack() });
  await page.getByRole('button', { name: 'Import' }).click();
  await page.waitForURL(({ pathname }) => !pathname.endsWith('/import'));
  await page.goto('/questions');
  await page.getByRole('link', { name: QUESTION.title }).click();
  await page.getByRole('button', { name: 'Verify and publish' }).click();
  await expect(page.getByText('Verified and published.')).toBeVisible({ timeout: 45_000 });

  await page.goto('/interviews/new');
  await page.getByLabel('Title').fill('With a plan');
  await page.getByLabel('Candidate’s name').fill('Casey Candidate');
  await page.getByRole('button', { name: 'Add questions' }).click();
  await page.getByRole('button', { name: `Add ${QUESTION.title}` }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Create interview' }).click();
  await page.waitForURL(/\/interviews\/[0-9a-f-]{36}/);
  const interviewId = new URL(page.url()).pathname.split('/').pop() ?? '';
  const link = await page.getByRole('textbox', { name: 'Candidate link' }).inputValue();

  await enterRoom(page, interviewId);
  const candidate = await openBrowser();
  await joinByLink(candidate.page, link, 'Casey Candidate');
  await admit(page, 'Casey Candidate');
  await candidate.page.waitForURL('**/room/**');
  await untilReady(candidate.page);
  await page.getByRole('tab', { name: 'Problem' }).click();
  await page.getByRole('button', { name: 'Questions' }).click();
  await page.getByRole('menuitem', { name: QUESTION.title }).click();

  const theirs = candidate.page;
  await expect(theirs.getByRole('document', { name: 'Problem' })).toContainText('How many zeros');
  await expect.poll(() => editorText(theirs)).toContain('def longest_calm');
  await expect(theirs.getByRole('treeitem', { name: /1-the-longest-calm/ })).toBeVisible();
  await runTests(theirs, '0 of 2 passed');
  await expect(theirs.locator('body')).not.toContainText('Proves it');
  await hints(theirs).getByRole('button', { name: 'Take a hint (1 of 2)' }).click();
  await expect(hints(page)).toContainText('Count as you go.');
  await replaceText(
    theirs,
    'def longest_calm(levels): return max(map(len, "".join(str(n) for n in levels).replace("3", " ").split()), default=0)',
  );
  await untilSaved(theirs);
  await runTests(theirs, '2 of 2 passed');
  await expect(tests(page)).toContainText('2 of 2 passed');
});

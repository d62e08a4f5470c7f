import { zipSync } from 'fflate';
import type { Page } from 'playwright/test';
import { questionSchema } from '#core/question.ts';
import { writeQuestionFolder } from '#core/question-folder.ts';
import {
  admit,
  enterRoom,
  expect,
  goToEnd,
  joinByLink,
  signIn,
  test,
  untilReady,
  untilSaved,
} from './journey.ts';

/** Words and numbers that stand nowhere else, to be looked for in all that a page was sent. */
const SECRETS = {
  guide: 'Sweep-from-the-left is what to expect.',
  followUp: 'Would a Fenwick tree pay off here?',
  level: 'Argues from an invariant',
  hiddenInput: '73502914',
  note: 'Reads the statement twice before typing.',
  remark: 'Needed no hint.',
};

const QUESTION = questionSchema.parse({
  title: 'Twice as much',
  kind: 'coding',
  difficulty: 'easy',
  minutes: 10,
  statement: '# Twice as much\n\nGive twice the number.',
  starters: { python: [{ path: 'main.py', text: 'def twice(n):\n    return n\n' }] },
  tests: {
    kind: 'function',
    function: 'twice',
    cases: [
      { name: 'The example', input: [2], expected: 4 },
      { name: 'Large', input: [Number(SECRETS.hiddenInput)], expected: 147005828, hidden: true },
    ],
  },
  hints: ['Add it to itself.'],
  guide: `## Approaches\n\n- **One pass.** ${SECRETS.guide}\n\n## Common mistakes\n\n- Forgetting \`return\`.`,
  followUps: [SECRETS.followUp, 'What about text?'],
  rubric: [
    {
      id: 'correctness',
      title: 'Correctness',
      levels: { weak: 'Misses a case', sound: 'Right for all cases', strong: SECRETS.level },
    },
    {
      id: 'communication',
      title: 'Communication',
      levels: { weak: 'Silent', sound: 'Says what is done', strong: 'Says why' },
    },
  ],
});

/** Imports the question, plans an interview with it, and gives the interview with its links. */
async function plan(page: Page): Promise<{ id: string; candidateLink: string; observerLink: string }> {
  const files = writeQuestionFolder(QUESTION).map(
    ({ path, text }) => [`twice/${path}`, new TextEncoder().encode(text)] as const,
  );
  const buffer = Buffer.from(zipSync(Object.fromEntries(files)));
  await page.goto('/questions/import');
  await page
    .locator('input[name=archive]')
    .setInputFiles({ name: 'twice.zip', mimeType: 'application/zip', buffer });
  await page.getByRole('button', { name: 'Import' }).click();
  await page.waitForURL(({ pathname }) => !pathname.endsWith('/import'));
  await page.goto('/interviews/new');
  await page.getByLabel('Title').fill('With a panel');
  await page.getByLabel('Candidate’s name').fill('Casey Candidate');
  await page.getByRole('button', { name: 'Add questions' }).click();
  await page.getByRole('button', { name: `Add ${QUESTION.title}` }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'Create interview' }).click();
  await page.waitForURL(/\/interviews\/[0-9a-f-]{36}/);
  return {
    id: new URL(page.url()).pathname.split('/').pop() ?? '',
    candidateLink: await page.getByRole('textbox', { name: 'Candidate link' }).inputValue(),
    observerLink: await page.getByRole('textbox', { name: 'Observer link' }).inputValue(),
  };
}

/** Keeps every answer and every frame that the page is sent, as text. */
function recordAll(page: Page): { urls: string[]; read: () => Promise<string> } {
  const urls: string[] = [];
  const frames: string[] = [];
  const bodies: Promise<string>[] = [];
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) =>
      frames.push(typeof payload === 'string' ? payload : payload.toString('utf8')),
    );
  });
  page.on('response', (response) => {
    urls.push(response.url());
    // a redirect, or a page that was left meanwhile, has no body
    bodies.push(response.text().catch(() => ''));
  });
  return { urls, read: async () => [...frames, ...(await Promise.all(bodies))].join('\n') };
}

const panel = (page: Page) => page.getByRole('region', { name: 'Interviewer’s panel' });
const tab = (page: Page, name: string) => panel(page).getByRole('tab', { name });

test('the interviewer’s panel guides, keeps notes and marks and shows signals; nothing of it reaches the others', async ({
  openBrowser,
}) => {
  const { page } = await openBrowser();
  await signIn(page);
  const { id, candidateLink, observerLink } = await plan(page);
  await enterRoom(page, id);
  const guests = [];
  for (const [link, name] of [
    [candidateLink, 'Casey Candidate'],
    [observerLink, 'Otto Observer'],
  ] as const) {
    const guest = await openBrowser({ permissions: ['clipboard-read', 'clipboard-write'] });
    const received = recordAll(guest.page);
    await joinByLink(guest.page, link, name);
    await admit(page, name);
    await guest.page.waitForURL('**/room/**');
    guests.push({ page: guest.page, received });
  }
  const candidate = guests[0]?.page as Page;
  await untilReady(candidate);
  await page.getByRole('tab', { name: 'Problem' }).click();
  await page.getByRole('button', { name: 'Questions' }).click();
  await page.getByRole('menuitem', { name: QUESTION.title }).click();
  await expect(candidate.getByRole('document', { name: 'Problem' })).toContainText('Give twice');

  // by keyboard: opened from the palette, closed by Escape, and the focus is back in the code
  const code = page.getByRole('region', { name: 'Editor' });
  await goToEnd(page);
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox', { name: 'Commands' })).toBeFocused();
  await page.keyboard.type('interviewer');
  await page.keyboard.press('Enter');
  await expect(tab(page, 'Guide')).toBeFocused();
  await expect(panel(page)).toContainText(SECRETS.guide);
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
  await expect(code.locator(':focus')).toBeAttached();
  await page.keyboard.press('Alt+i');
  await panel(page).getByRole('checkbox', { name: SECRETS.followUp }).check();

  await tab(page, 'Notes').click();
  const box = panel(page).getByRole('textbox', { name: 'New note' });
  await page.route('**/api/panel/**/notes', (route) => route.abort());
  await box.fill(SECRETS.note);
  await box.press('Enter');
  await expect(panel(page).getByRole('alert')).toContainText('Not saved.');
  await expect(box).toHaveValue(SECRETS.note);
  await page.unroute('**/api/panel/**/notes');
  await box.press('Enter');
  await expect(panel(page).getByRole('listitem').filter({ hasText: SECRETS.note })).toContainText('You');
  await expect(box).toHaveValue('');

  await tab(page, 'Marks').click();
  const row = panel(page).getByRole('group', { name: 'Correctness' });
  await row.getByRole('radio', { name: /Strong/ }).check();
  await row.getByRole('textbox', { name: 'Remark' }).fill(SECRETS.remark);
  await row.getByRole('textbox', { name: 'Remark' }).press('Enter');

  await tab(page, 'Context').click();
  await goToEnd(candidate);
  await candidate.evaluate(() => navigator.clipboard.writeText('# from elsewhere'));
  await candidate.keyboard.press('ControlOrMeta+v');
  await expect(panel(page)).toContainText('Pasted 16 characters from outside the room');
  await untilSaved(candidate);

  await candidate.keyboard.press('ControlOrMeta+Shift+Enter');
  await tab(page, 'Results').click();
  await panel(page).locator('summary', { hasText: 'Large' }).click({ timeout: 45_000 });
  await expect(panel(page).getByRole('region', { name: 'Case Large' })).toContainText(SECRETS.hiddenInput);

  await page.reload();
  await untilReady(page);
  await tab(page, 'Notes').click();
  await expect(panel(page)).toContainText(SECRETS.note);
  await tab(page, 'Marks').click();
  await expect(row.getByRole('radio', { name: /Strong/ })).toBeChecked();
  await expect(row.getByRole('textbox', { name: 'Remark' })).toHaveValue(SECRETS.remark);
  await tab(page, 'Guide').click();
  await expect(panel(page).getByRole('checkbox', { name: SECRETS.followUp })).toBeChecked();
  await tab(page, 'Context').click();
  await expect(panel(page)).toContainText('Pasted 16 characters');

  for (const guest of guests) {
    await guest.page.keyboard.press('Alt+i');
    await expect(panel(guest.page)).toHaveCount(0);
    await expect(guest.page.getByRole('button', { name: 'Interviewer’s panel' })).toHaveCount(0);
    const received = await guest.received.read();
    expect(received, 'the recorder works').toContain('Give twice the number.');
    for (const [what, secret] of Object.entries(SECRETS)) expect(received.includes(secret), what).toBe(false);
    expect(received).not.toMatch(/"type":"signals?"/);
    expect(guest.received.urls.filter((url) => /api\/panel|interviewer-panel/.test(url))).toEqual([]);
  }

  await page.goto(`/interviews/${id}/replay`);
  const note = page
    .getByRole('list', { name: 'Events' })
    .getByRole('listitem')
    .filter({ hasText: SECRETS.note });
  await note.getByRole('button').click();
  await expect(note).toHaveAttribute('aria-current', 'step');
});

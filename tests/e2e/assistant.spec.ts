import fs from 'node:fs';
import path from 'node:path';
import { decodeJwt } from 'jose';
import type { Page } from 'playwright/test';
import type { AssistantRequest } from '#core/assistant-service.ts';
import { NO_USAGE } from '#core/model-usage.ts';
import { makeRoomName } from '#core/room-name.ts';
import {
  admit,
  editorText,
  enterRoom,
  expect,
  joinByLink,
  output,
  replaceText,
  signIn,
  test,
  untilReady,
  untilSaved,
} from './journey.ts';

const exchanges = (page: Page) => page.getByRole('log', { name: 'Exchanges with the assistant' });

/** A member and a candidate in a room whose candidate has an assistant. */
async function meetWithAssistant(member: Page, candidate: Page): Promise<string> {
  await signIn(member);
  await member.goto('/interviews/new');
  await member.getByLabel('Title').fill('With an assistant');
  await member.getByLabel('Candidate’s name').fill('Casey Candidate');
  await member.getByLabel('The candidate may use an AI assistant').check();
  await member.getByRole('button', { name: 'Create interview' }).click();
  await member.waitForURL(/\/interviews\/[0-9a-f-]{36}/);
  const id = new URL(member.url()).pathname.split('/').pop() ?? '';
  const link = await member.getByRole('textbox', { name: 'Candidate link' }).inputValue();
  await enterRoom(member, id);
  await candidate.goto(link);
  await expect(candidate.locator('body')).toContainText('You have an AI assistant');
  await joinByLink(candidate, link, 'Casey Candidate');
  await admit(member, 'Casey Candidate');
  await candidate.waitForURL('**/room/**');
  await untilReady(candidate);
  return id;
}

test('a candidate asks about a failing run, the answer comes in, and the interviewer reads along', async ({
  openBrowser,
}) => {
  const { page: member } = await openBrowser();
  const { page: candidate } = await openBrowser();
  const id = await meetWithAssistant(member, candidate);
  await replaceText(candidate, 'print(total)');
  await candidate.keyboard.press('ControlOrMeta+Enter');
  await expect(output(candidate)).toContainText('NameError', { timeout: 45_000 });
  await candidate.keyboard.press('Alt+a');
  const field = candidate.getByLabel('Question to the assistant');
  await expect(field).toBeFocused();
  await expect(candidate.getByText('40 questions left')).toBeVisible();
  await field.fill('Why does it fail?');
  await candidate.keyboard.press('Enter');
  await expect(exchanges(candidate)).toContainText('Line 1 of main.py');
  await expect(exchanges(candidate)).toContainText('total is used before anything of that name exists');
  await expect(exchanges(candidate)).toContainText('Scripted, no model');
  await expect(candidate.getByText('39 questions left')).toBeVisible();
  await member.getByRole('tab', { name: 'Assistant' }).click();
  await expect(exchanges(member)).toContainText('Why does it fail?');
  await expect(exchanges(member)).toContainText('Line 1 of main.py');
  await expect(member.getByLabel('Question to the assistant')).toHaveCount(0);
  await candidate.reload();
  await untilReady(candidate);
  await expect(exchanges(candidate)).toContainText('Why does it fail?');
  await member.goto(`/interviews/${id}/replay`);
  await member.getByRole('tab', { name: 'Events' }).click();
  await expect(member.getByRole('list', { name: 'Events' })).toContainText(
    'Casey Candidate asked the assistant: Why does it fail?',
  );
});

test('an edit of the assistant’s is shown as a diff, accepted, undone in one step, and coloured as AI in the replay', async ({
  openBrowser,
  product,
}) => {
  const { page: member } = await openBrowser();
  const { page: candidate } = await openBrowser();
  const id = await meetWithAssistant(member, candidate);
  await replaceText(candidate, 'print(total)');
  await untilSaved(candidate);
  // the app's side of the exchange, as it is with a model behind it
  const { ROOM_SERVICE_TOKEN } = JSON.parse(fs.readFileSync(path.join(product.data, 'secrets.json'), 'utf8'));
  const send = async (request: AssistantRequest) => {
    const address = `${product.roomUrl}/parties/main/${makeRoomName(id)}/assistant`;
    const headers = { authorization: `Bearer ${ROOM_SERVICE_TOKEN}` };
    return (await fetch(address, { method: 'POST', headers, body: JSON.stringify(request) })).json();
  };
  const token = await candidate.evaluate(
    async (interviewId) => (await fetch(`/api/room-token/${interviewId}`, { method: 'POST' })).json(),
    id,
  );
  const participantId = decodeJwt(token.token).sub ?? '';
  const kept = await candidate.evaluate((key) => localStorage.getItem(key), `interlace:workbench:${id}`);
  const fileId: string = JSON.parse(kept ?? '{}').active;
  const exchange = crypto.randomUUID();
  const asked = { id: exchange, text: 'Fix it', fileIds: [fileId], participantId, maxQuestions: 40 };
  await send({ type: 'ask', ...asked });
  const edit = { find: 'print(total)', replace: 'total = 6\nprint(total)', why: 'Gives it a value.' };
  const proposals = [{ id: crypto.randomUUID(), fileId, path: 'main.py', ...edit }];
  const usage = { ...NO_USAGE, turns: 1, model: 'a-model' };
  await send({ type: 'answer', id: exchange, answer: 'Like this.', proposals, usage, outcome: 'whole' });

  await candidate.getByRole('tab', { name: 'Assistant' }).click();
  const proposal = candidate.getByRole('region', { name: 'Proposed edit of main.py' });
  await expect(proposal).toContainText('total = 6');
  await proposal.getByRole('button', { name: 'Accept' }).click();
  await expect(proposal).toContainText('Accepted: marked as written by AI');
  for (const page of [candidate, member])
    await expect.poll(() => editorText(page)).toBe('total = 6\nprint(total)');
  await member.getByRole('tab', { name: 'Assistant' }).click();
  await expect(exchanges(member)).toContainText('Accepted: marked as written by AI');
  await candidate.getByRole('region', { name: 'Editor' }).locator('.view-lines').click();
  await candidate.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => editorText(candidate)).toBe('print(total)');
  await candidate.keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(() => editorText(member)).toBe('total = 6\nprint(total)');
  await untilSaved(candidate);
  await candidate.keyboard.press('ControlOrMeta+Enter');
  await expect(output(candidate)).toContainText('6', { timeout: 45_000 });

  await member.goto(`/interviews/${id}/replay`);
  await member.getByRole('tab', { name: 'Events' }).click();
  const events = member.getByRole('list', { name: 'Events' });
  await expect(events).toContainText('Casey Candidate accepted the assistant’s edit of main.py');
  await member.getByRole('button', { name: /^Colour by/ }).click();
  await member.getByRole('menuitemcheckbox', { name: 'How it came' }).click();
  // when it was accepted, and after it came back by redo
  for (const moment of ['accepted', 'ran main.py']) {
    await events.getByRole('button', { name: moment }).last().click();
    await expect(member.locator('.text-way-ai').first()).toContainText('total');
  }
  await member.getByRole('tab', { name: 'Chat' }).click();
  const chat = member.getByRole('log', { name: 'Chat up to this moment' });
  for (const words of ['Fix it', 'Like this.', 'Gives it a value.', 'Accepted its edit of main.py'])
    await expect(chat).toContainText(words);
});

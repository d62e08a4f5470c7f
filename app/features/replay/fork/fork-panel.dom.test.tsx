import { act } from 'react';
import { afterEach, expect, test } from 'vitest';
import { press, typeInto } from '#app/features/room/testing/render.ts';
import { type FakeReplay, find, renderInReplay, settle } from '../testing/fake-replay.tsx';
import { caseEvent, FakeFork } from './fake-fork.ts';
import { ForkView } from './fork-panel.tsx';
import type { ScratchEditorProps } from './scratch-editor.ts';

let fake: FakeReplay;
afterEach(() => fake.stop());

function PlainEditor({ files, openId, onChange }: ScratchEditorProps) {
  const file = files.find(({ id }) => id === openId);
  return (
    <textarea
      aria-label="Code of the copy"
      value={file?.text ?? ''}
      onChange={(event) => onChange(openId, event.target.value)}
    />
  );
}

async function open(api: FakeFork, part: Parameters<typeof renderInReplay>[1] = {}): Promise<void> {
  fake = renderInReplay(<ForkView api={api} Editor={PlainEditor} />, part);
  await click('Run this moment');
}
const click = async (name: string) => {
  act(() => find('button', name).click());
  await settle();
};
const code = () => find<HTMLTextAreaElement>('textarea', 'Code of the copy');

test('the code of the moment runs as it was changed, with input, and prints', async () => {
  const api = new FakeFork();
  await open(api);
  expect(find('[role="dialog"]').textContent).toContain('The recording is not touched');
  expect(code().value).toContain('print(helper.answer)');
  typeInto(code(), 'print(input())\n');
  typeInto(find<HTMLTextAreaElement>('textarea', 'Input'), '42\n');
  await click('Run');
  expect(api.copies).toEqual([
    {
      language: 'python',
      entry: 'main.py',
      stdin: '42\n',
      files: [
        { path: 'helper.py', text: 'answer = 42\n' },
        { path: 'main.py', text: 'print(input())\n' },
        { path: 'notes.md', text: 'nothing to run\n' },
      ],
    },
  ]);
  expect(find('[role="log"]').textContent).toContain('42');
  expect(find('section').textContent).toContain('Finished');
});

test('tests show case by case, and the first failure', async () => {
  const api = new FakeFork();
  const summary = { passed: 1, total: 2, score: 0.5, timeMs: 9, cpuMs: null, memoryBytes: null };
  api.testEvents = [
    { type: 'start', total: 2 },
    caseEvent(0, 'small', 'accepted'),
    caseEvent(1, 'large', 'wrong_answer'),
    { type: 'done', summary: { ...summary, verdict: 'wrong_answer' } },
  ];
  await open(api);
  await click('Run tests');
  const options = [...document.querySelectorAll('[role="option"]')].map(({ textContent }) => textContent);
  expect(options).toEqual([expect.stringContaining('Passed'), expect.stringContaining('Wrong answer')]);
  expect(document.querySelector('[aria-label="Case large"]')).not.toBeNull();
  expect(find('section').textContent).toContain('1 of 2 passed');
});

test('Stop ends a run', async () => {
  const api = new FakeFork();
  api.runEvents = [{ type: 'started' }];
  api.staysOpen = true;
  await open(api);
  await click('Run');
  expect(find('section').textContent).toContain('Running');
  await click('Stop');
  expect(find('section').textContent).toContain('Stopped');
});

test('arrow keys move between the files, changed ones say so, and the recorded text comes back', async () => {
  await open(new FakeFork());
  typeInto(code(), 'other\n');
  expect(find('[role="tab"][aria-selected="true"]').textContent).toBe('main.py, changed');
  act(() => find('[role="tablist"] [aria-selected="true"]').focus());
  press('ArrowLeft');
  expect(code().value).toBe('answer = 42\n');
  expect(document.activeElement?.textContent).toBe('helper.py');
  await click('Back to the recorded text');
  press('End', { on: find('[role="tab"]', 'helper.py') });
  press('ArrowLeft', { on: find('[role="tab"]', 'notes.md') });
  expect(code().value).toContain('print(helper.answer)');
});

test('closing keeps the changes until another copy is made', async () => {
  await open(new FakeFork());
  typeInto(code(), 'mine\n');
  await click('Close the copy');
  expect(document.querySelector('[role="dialog"]')).toBeNull();
  await click('Open your copy again');
  expect(code().value).toBe('mine\n');
  await click('Close the copy');
  await click('Run this moment');
  expect(code().value).toContain('print(helper.answer)');
});

test('a tape that cannot be read says so instead of opening nothing', async () => {
  await open(new FakeFork(), { filesNow: () => Promise.reject(new Error('The recording cannot be read.')) });
  expect(find('[role="alert"]').textContent).toBe('The recording cannot be read.');
});

test('whoever may not run finds no button', () => {
  const viewer = {
    kind: 'link' as const,
    name: 'Lena',
    canComment: false,
    canShare: false,
    canRun: false,
    seesNotes: false,
  };
  fake = renderInReplay(<ForkView api={new FakeFork()} Editor={PlainEditor} />, { viewer });
  expect(document.querySelectorAll('button')).toHaveLength(0);
});

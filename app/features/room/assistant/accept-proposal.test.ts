import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFile, listFiles } from '#core/doc-shape.ts';
import { acceptProposal } from './accept-proposal.ts';

const EXCHANGE = '00000000-0000-4000-8000-0000000000e1';

/** A room with one file, whose editor edits the document as the real one does. */
function build(text: string, { connection = 'online', status = 'in_progress', hasEditor = true } = {}) {
  const doc = new Y.Doc();
  const fileId = createFile(doc, 'main.py', text);
  const told: string[] = [];
  const replaceAsAi = (id: string, { from, to, text: by }: { from: number; to: number; text: string }) => {
    told.push('edited');
    const file = listFiles(doc).find((one) => one.id === id);
    doc.transact(() => {
      file?.text.delete(from, to - from);
      file?.text.insert(from, by);
    });
    return file !== undefined;
  };
  const room = {
    session: {
      state: { get: () => ({ connection, status }) },
      assistant: { decide: (...args: string[]) => told.push(args.at(-1) ?? '') },
    },
    files: { get: () => ({ files: listFiles(doc) }) },
    editor: { get: () => (hasEditor ? { replaceAsAi } : null) },
    bench: { open: (id: string) => told.push(`opened ${id === fileId}`) },
  } as unknown as Parameters<typeof acceptProposal>[0];
  const proposal = {
    ...{ id: '00000000-0000-4000-8000-0000000000b1', fileId, path: 'main.py' },
    ...{ find: 'b = 1\n', replace: 'b = 2\n', why: '' },
  };
  return { room, proposal, told, textNow: () => listFiles(doc)[0]?.text.toString() };
}

test('an accepted edit takes the place of its text, wherever that has moved to, and the room hears of it', () => {
  const { room, proposal, told, textNow } = build('# new line\na = 1\nb = 1\n');
  expect(acceptProposal(room, EXCHANGE, proposal)).toBeNull();
  expect(textNow()).toBe('# new line\na = 1\nb = 2\n');
  expect(told).toEqual(['edited', 'accepted', 'opened true']);
});

test.each([
  ['the text was changed', build('b = 3\n'), 'does not fit any more'],
  ['the text stands there twice', build('b = 1\nb = 1\n'), 'more than once'],
  ['there is no connection', build('b = 1\n', { connection: 'offline' }), 'no connection'],
  ['the interview is paused', build('b = 1\n', { status: 'paused' }), 'closed right now'],
  ['the editor is not there yet', build('b = 1\n', { hasEditor: false }), 'still loading'],
])('where %s nothing happens, and it is said', (_, { room, proposal, told, textNow }, words) => {
  const before = textNow();
  expect(acceptProposal(room, EXCHANGE, proposal)).toContain(words);
  expect([textNow(), told]).toEqual([before, []]);
});

test('a file that is gone is said to be gone', () => {
  const { room, proposal, told } = build('b = 1\n');
  expect(acceptProposal(room, EXCHANGE, { ...proposal, fileId: 'other' })).toContain('is gone');
  expect(told).toEqual([]);
});

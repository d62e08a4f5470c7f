import { expect, test } from 'vitest';
import { createFile, deleteFile, renameFile } from '../../doc-shape.ts';
import { diffFiles } from './file-diff.ts';
import { WrittenTape } from './tests/written-tape.ts';

test('files that came, went, were renamed or changed are told by path; others are not', () => {
  const tape = new WrittenTape();
  const make = (path: string, text: string) => tape.edit('ada', (doc) => createFile(doc, path, text));
  const gone = make('gone.py', 'gone\n');
  make('stays.py', 'stays\n');
  const moved = make('old.py', 'a\nb\n');
  const edited = make('edited.py', 'one\n');
  const from = tape.frames.length;
  tape.edit('ada', (doc) => deleteFile(doc, gone));
  tape.edit('ada', (doc) => renameFile(doc, moved, 'new.py'));
  tape.write('ada', moved, (text) => text.insert(2, 'x'));
  tape.write('ada', edited, (text) => text.insert(0, 'zero\n'));
  const made = make('made.py', 'made\n');
  const { timeline } = tape;
  const [before, after] = [timeline.stateAt(from), timeline.stateAt(tape.frames.length)];
  const show = (diffs: ReturnType<typeof diffFiles>) =>
    diffs.map(({ kind, path, previousPath, hunks }) => [
      kind,
      path,
      previousPath,
      hunks.flatMap(({ lines }) => lines.map((line) => `${line.kind} ${line.text}`)),
    ]);
  expect(show(diffFiles(before, after))).toEqual([
    ['changed', 'edited.py', null, ['added zero', 'same one']],
    ['removed', 'gone.py', null, ['removed gone']],
    ['added', 'made.py', null, ['added made']],
    ['renamed', 'new.py', 'old.py', ['same a', 'removed b', 'added xb']],
  ]);
  expect(diffFiles(after, before).map(({ kind, fileId }) => [kind, fileId])).toEqual([
    ['changed', edited],
    ['added', gone],
    ['removed', made],
    ['renamed', moved],
  ]);
  expect(diffFiles(after, after)).toEqual([]);
});

import { expect, test } from 'vitest';
import { shownSideTab, Workbench } from './workbench.ts';

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
}
const open = (...ids: string[]) => {
  const bench = new Workbench('i', storage());
  for (const id of ids) bench.open(id);
  return bench;
};

test('closing the shown tab shows the one that takes its place, or the last', () => {
  const bench = open('a', 'b', 'c');
  bench.open('b');
  bench.close('b');
  expect(bench.get()).toMatchObject({ tabs: ['a', 'c'], active: 'c' });
  bench.close('c');
  expect(bench.get().active).toBe('a');
  bench.close('a');
  expect(bench.get()).toMatchObject({ tabs: [], active: null });
});

test('closing another tab leaves the shown one', () => {
  const bench = open('a', 'b');
  bench.close('a');
  expect(bench.get()).toMatchObject({ tabs: ['b'], active: 'b' });
});

test('steps go around the ends', () => {
  const bench = open('a', 'b', 'c');
  bench.step(1);
  expect(bench.get().active).toBe('a');
  bench.step(-1);
  expect(bench.get().active).toBe('c');
});

test('a tab moves before another, or to the end', () => {
  const bench = open('a', 'b', 'c');
  bench.moveTab('c', 'a');
  expect(bench.get().tabs).toEqual(['c', 'a', 'b']);
  bench.moveTab('c', null);
  expect(bench.get().tabs).toEqual(['a', 'b', 'c']);
});

test('opening a file by hand ends following; the followed person’s file does not', () => {
  const bench = open('a');
  bench.change({ following: 'ada' });
  bench.openFollowed('b');
  expect(bench.get()).toMatchObject({ active: 'b', following: 'ada' });
  bench.open('a');
  expect(bench.get().following).toBeNull();
});

test('tabs of files that are gone close, and an empty room opens its first file', () => {
  const bench = open('gone', 'a');
  bench.keepOnly(['a', 'b']);
  expect(bench.get()).toMatchObject({ tabs: ['a'], active: 'a' });
  const fresh = new Workbench('j', storage());
  fresh.keepOnly([]);
  expect(fresh.get().active).toBeNull();
  fresh.keepOnly(['x', 'y']);
  expect(fresh.get()).toMatchObject({ tabs: ['x'], active: 'x' });
});

test('a reload finds the layout again, without dialogs and without following', () => {
  const kept = storage();
  const bench = new Workbench('i', kept);
  bench.open('a');
  bench.change({ hasFiles: false, dialog: 'help', following: 'ada', sideTab: 'people' });
  expect(new Workbench('i', kept).get()).toMatchObject({
    tabs: ['a'],
    active: 'a',
    hasFiles: false,
    sideTab: 'people',
    dialog: null,
    following: null,
  });
});

test('what shows first is what the room wishes, until somebody chose otherwise', () => {
  const kept = storage();
  const first = { sideTab: 'chat', phonePane: 'chat' } as const;
  const bench = new Workbench('i', kept, first);
  expect(bench.get()).toMatchObject(first);
  bench.change({ sideTab: 'people' });
  expect(new Workbench('i', kept, first).get().sideTab).toBe('people');
});

test('a layout that cannot be read is left aside', () => {
  const kept = storage();
  kept.setItem('interlace:workbench:i', '{"tabs":5}');
  expect(new Workbench('i', kept).get().tabs).toEqual([]);
});

test('a layout of before there were tests and terminals is still taken', () => {
  const kept = storage();
  const old = {
    tabs: ['a'],
    active: 'a',
    hasFiles: false,
    hasOutput: true,
    hasSide: true,
    sideTab: 'people',
  };
  kept.setItem('interlace:workbench:i', JSON.stringify(old));
  expect(new Workbench('i', kept).get()).toMatchObject({ ...old, outputTab: 'output', hasInput: false });
});

test('the tab below and the input of programs are found again', () => {
  const kept = storage();
  new Workbench('i', kept).change({ outputTab: 'terminal', hasInput: true, stdin: '1', isInteractive: true });
  expect(new Workbench('i', kept).get()).toMatchObject({
    outputTab: 'terminal',
    hasInput: true,
    stdin: '1',
    isInteractive: true,
  });
});

test('the chat stands in for a problem and for an assistant that are not there', () => {
  expect([
    shownSideTab('problem', { hasProblem: true, hasAssistant: false }),
    shownSideTab('problem', { hasProblem: false, hasAssistant: true }),
    shownSideTab('assistant', { hasProblem: false, hasAssistant: true }),
    shownSideTab('assistant', { hasProblem: true, hasAssistant: false }),
    shownSideTab('people', { hasProblem: false, hasAssistant: false }),
  ]).toEqual(['problem', 'chat', 'assistant', 'chat', 'people']);
});

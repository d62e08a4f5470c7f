import { expect, test } from 'vitest';
import { listRows, type TreeNode } from './file-tree.ts';
import { decideTreeKey } from './tree-keys.ts';

const TREE: TreeNode[] = [
  {
    type: 'folder',
    path: 'lib',
    name: 'lib',
    children: [{ type: 'file', id: '1', path: 'lib/a.py', name: 'a.py' }],
  },
  { type: 'file', id: '2', path: 'b.py', name: 'b.py' },
];
const open = listRows(TREE, new Set());
const closed = listRows(TREE, new Set(['lib']));

test('arrows go up and down and stop at the ends', () => {
  expect(decideTreeKey('ArrowDown', open, 0)).toEqual({ do: 'focus', path: 'lib/a.py' });
  expect(decideTreeKey('ArrowUp', open, 0)).toBeNull();
  expect(decideTreeKey('ArrowDown', open, 2)).toBeNull();
  expect(decideTreeKey('End', open, 0)).toEqual({ do: 'focus', path: 'b.py' });
});

test('right opens a folder, then goes into it; left closes it, or leads to the folder around', () => {
  expect(decideTreeKey('ArrowRight', closed, 0)).toEqual({ do: 'toggle', path: 'lib', isOpen: true });
  expect(decideTreeKey('ArrowRight', open, 0)).toEqual({ do: 'focus', path: 'lib/a.py' });
  expect(decideTreeKey('ArrowLeft', open, 1)).toEqual({ do: 'focus', path: 'lib' });
  expect(decideTreeKey('ArrowLeft', open, 0)).toEqual({ do: 'toggle', path: 'lib', isOpen: false });
  expect(decideTreeKey('ArrowLeft', open, 2)).toBeNull();
  expect(decideTreeKey('ArrowRight', open, 2)).toBeNull();
});

test('other keys mean nothing', () => {
  expect(decideTreeKey('x', open, 0)).toBeNull();
  expect(decideTreeKey('Enter', open, 9)).toBeNull();
});

import type { TreeRow } from './file-tree.ts';

export type TreeMove =
  | { do: 'focus'; path: string }
  | { do: 'toggle'; path: string; isOpen: boolean }
  /** Opens a file, opens or closes a folder. */
  | { do: 'press' }
  | { do: 'rename' }
  | { do: 'remove' };

/** What a key means on the row at `index` of a tree, by the habits of trees, or null when it means nothing. */
export function decideTreeKey(key: string, rows: readonly TreeRow[], index: number): TreeMove | null {
  const row = rows[index];
  if (!row) return null;
  const focus = (at: number): TreeMove | null => {
    const path = rows[at]?.node.path;
    return path === undefined ? null : { do: 'focus', path };
  };
  const { node, isOpen, parent } = row;
  switch (key) {
    case 'ArrowDown':
      return focus(index + 1);
    case 'ArrowUp':
      return focus(index - 1);
    case 'Home':
      return focus(0);
    case 'End':
      return focus(rows.length - 1);
    case 'ArrowRight':
      if (node.type === 'file') return null;
      return isOpen ? focus(index + 1) : { do: 'toggle', path: node.path, isOpen: true };
    case 'ArrowLeft':
      if (isOpen) return { do: 'toggle', path: node.path, isOpen: false };
      return parent === '' ? null : { do: 'focus', path: parent };
    case 'Enter':
    case ' ':
      return { do: 'press' };
    case 'F2':
      return { do: 'rename' };
    case 'Delete':
      return { do: 'remove' };
    default:
      return null;
  }
}

/** What a tree is made of. */
export interface TreeSource {
  files: readonly { id: string; path: string }[];
  /** Folders made by hand; folders of files need no entry. */
  folders: readonly string[];
}

export interface TreeFolder {
  type: 'folder';
  path: string;
  name: string;
  children: TreeNode[];
}
export interface TreeFile {
  type: 'file';
  id: string;
  path: string;
  name: string;
}
export type TreeNode = TreeFolder | TreeFile;

/** One row of the tree as it is drawn. */
export interface TreeRow {
  node: TreeNode;
  /** 1 for the top, as readers count. */
  level: number;
  isOpen: boolean;
  /** Path of the folder around it; empty at the top. */
  parent: string;
  /** Place among its siblings, from 1, and how many there are. */
  position: number;
  siblings: number;
}

/** The tree of these files and folders: folders first, both by name as people sort (file2 before file10). */
export function buildTree({ files, folders }: TreeSource): TreeNode[] {
  const root: TreeFolder = { type: 'folder', path: '', name: '', children: [] };
  const known = new Map<string, TreeFolder>([['', root]]);
  const folderAt = (path: string): TreeFolder => {
    const found = known.get(path);
    if (found) return found;
    const folder: TreeFolder = { type: 'folder', path, name: nameOf(path), children: [] };
    known.set(path, folder);
    folderAt(parentOf(path)).children.push(folder);
    return folder;
  };
  for (const path of folders) folderAt(path);
  for (const { id, path } of files) {
    folderAt(parentOf(path)).children.push({ type: 'file', id, path, name: nameOf(path) });
  }
  for (const folder of known.values()) folder.children.sort(compareNodes);
  return root.children;
}

/** The rows that show while these folders are closed, top to bottom. */
export function listRows(tree: readonly TreeNode[], closed: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  const walk = (nodes: readonly TreeNode[], level: number, parent: string) => {
    nodes.forEach((node, index) => {
      const isOpen = node.type === 'folder' && !closed.has(node.path);
      rows.push({ node, level, isOpen, parent, position: index + 1, siblings: nodes.length });
      if (node.type === 'folder' && isOpen) walk(node.children, level + 1, node.path);
    });
  };
  walk(tree, 1, '');
  return rows;
}

/** Every folder of the tree, those of files included, sorted. */
export function listFolderPaths(tree: readonly TreeNode[]): string[] {
  return tree.flatMap((node) =>
    node.type === 'folder' ? [node.path, ...listFolderPaths(node.children)] : [],
  );
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder around a path; empty at the top. */
export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** The path of `name` in a folder; the empty folder is the top. */
export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}

const NAMES = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compareNodes(a: TreeNode, b: TreeNode): number {
  if (a.type !== b.type) return a.type === 'folder' ? -1 : 1;
  return NAMES.compare(a.name, b.name) || (a.name < b.name ? -1 : 1);
}

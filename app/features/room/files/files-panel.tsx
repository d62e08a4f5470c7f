import { FilePlus, FolderPlus } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, lazy, Suspense, useMemo, useRef, useState } from 'react';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { acceptsEdits } from '#core/interview-status.ts';
import { REGION } from '../layout/regions.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { addFile, addFolder, moveInto, movePath, removePath } from './file-actions.ts';
import { buildTree, joinPath, listRows, parentOf, type TreeNode, type TreeRow } from './file-tree.ts';
import { NameInput } from './name-input.tsx';
import { TreeItem } from './tree-item.tsx';
import { decideTreeKey } from './tree-keys.ts';

// Most programs make no file that cannot be shown.
const LeftOutNotice = lazy(async () => ({ default: (await import('./left-out-notice.tsx')).LeftOutNotice }));

const DRAG_TYPE = 'application/x-interlace-path';

type Typing = { type: 'rename'; path: string } | { type: 'file' | 'folder'; folder: string } | null;

/** The files of the room: a tree to open, make, rename, move and delete, shared by everybody. */
export function FilesPanel() {
  const room = useRoom();
  const { bench, files: store, session } = room;
  const files = useStore(store, (value) => value);
  const active = useStore(bench, (state) => state.active);
  const status = useStore(session.state, (state) => state.status);
  const hasLeftOut = useStore(session.state, (state) => state.leftOut.length > 0);
  const canEdit = session.canEdit && acceptsEdits(status);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<string | null>(null);
  const [typing, setTyping] = useState<Typing>(null);
  const [target, setTarget] = useState<string | null>(null);
  const items = useRef(new Map<string, HTMLDivElement>());

  const tree = useMemo(() => buildTree(files), [files]);
  const rows = useMemo(() => listRows(tree, closed), [tree, closed]);
  const activePath = files.files.find(({ id }) => id === active)?.path ?? null;
  const shown = new Set(rows.map(({ node }) => node.path));
  const first = rows[0]?.node.path ?? null;
  const tabStop = [current, activePath, first].find((path) => path !== null && shown.has(path)) ?? null;

  const focus = (path: string | undefined) => {
    if (path === undefined) return;
    setCurrent(path);
    items.current.get(path)?.focus();
  };
  const toggle = (path: string, isOpen: boolean) =>
    setClosed((before) => {
      const next = new Set(before);
      if (isOpen) next.delete(path);
      else next.add(path);
      return next;
    });
  const press = ({ node, isOpen }: TreeRow) => {
    setCurrent(node.path);
    if (node.type === 'folder') toggle(node.path, !isOpen);
    else bench.open(node.id);
  };
  /** The folder into which something new goes: the one that is current, or the one around it. */
  const folderHere = () => {
    const row = rows.find(({ node }) => node.path === (current ?? activePath));
    if (!row) return '';
    return row.node.type === 'folder' ? row.node.path : parentOf(row.node.path);
  };
  const begin = (type: 'file' | 'folder') => {
    const folder = folderHere();
    if (folder) toggle(folder, true);
    setTyping({ type, folder });
  };
  const type = (event: KeyboardEvent, row: TreeRow, index: number) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const move = decideTreeKey(event.key, rows, index);
    if (!move) return;
    event.preventDefault();
    if (move.do === 'focus') focus(move.path);
    else if (move.do === 'toggle') toggle(move.path, move.isOpen);
    else if (move.do === 'press') press(row);
    else if (canEdit && move.do === 'rename') setTyping({ type: 'rename', path: row.node.path });
    else if (canEdit && move.do === 'remove') {
      focus(rows[index + 1]?.node.path ?? rows[index - 1]?.node.path);
      removePath(room, row.node);
    }
  };

  const drop = (event: DragEvent, folder: string) => {
    setTarget(null);
    const path = event.dataTransfer.getData(DRAG_TYPE);
    const dragged = rows.find(({ node }) => node.path === path)?.node;
    if (!dragged) return;
    event.preventDefault();
    event.stopPropagation();
    moveInto(room, dragged, folder);
  };
  const over = (event: DragEvent, folder: string) => {
    if (!canEdit || !event.dataTransfer.types.includes(DRAG_TYPE)) return;
    event.preventDefault();
    event.stopPropagation();
    setTarget(folder);
  };
  const folderOf = (node: TreeNode) => (node.type === 'folder' ? node.path : parentOf(node.path));

  const input = (
    label: string,
    { initial = '', take }: { initial?: string; take: (name: string) => string | null },
  ) => (
    <NameInput
      label={label}
      initial={initial}
      onCancel={() => setTyping(null)}
      onTake={(name) => {
        const problem = take(name);
        if (!problem) setTyping(null);
        return problem;
      }}
    />
  );

  return (
    <section
      aria-label="Files"
      {...{ [REGION]: 1 }}
      className="flex h-full min-h-0 flex-col bg-canvas"
      onDragOver={(event) => over(event, '')}
      onDrop={(event) => drop(event, '')}
    >
      <header className="flex h-9 shrink-0 items-center gap-0.5 pr-1.5 pl-3">
        <h2 className="flex-1 text-12 font-semibold text-ink-soft">Files</h2>
        {canEdit && (
          <>
            <IconButton size="sm" label="New file" onClick={() => begin('file')}>
              <FilePlus aria-hidden="true" size={15} strokeWidth={1.75} />
            </IconButton>
            <IconButton size="sm" label="New folder" onClick={() => begin('folder')}>
              <FolderPlus aria-hidden="true" size={15} strokeWidth={1.75} />
            </IconButton>
          </>
        )}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-1.5 pb-2">
        {(typing?.type === 'file' || typing?.type === 'folder') && (
          <div className="mb-0.5 flex items-center pl-1">
            {input(typing.type === 'file' ? 'Name of the new file' : 'Name of the new folder', {
              take: (name) =>
                (typing.type === 'file' ? addFile : addFolder)(room, joinPath(typing.folder, name)),
            })}
          </div>
        )}
        {rows.length === 0 && !typing && (
          <p className="px-2 py-1 text-13 text-ink-faint">
            {canEdit ? 'No files yet. Make one with the button above.' : 'No files yet.'}
          </p>
        )}
        {rows.length > 0 && (
          <div role="tree" aria-label="Files of this room">
            {rows.map((row, index) => {
              const { node } = row;
              const isTyped = typing?.type === 'rename' && typing.path === node.path;
              return (
                <TreeItem
                  key={node.type === 'file' ? node.id : `folder:${node.path}`}
                  ref={(element) => {
                    if (element) items.current.set(node.path, element);
                    else items.current.delete(node.path);
                  }}
                  row={row}
                  isActive={node.type === 'file' && node.id === active}
                  isCurrent={node.path === tabStop}
                  isDropTarget={target !== null && node.type === 'folder' && node.path === target}
                  canEdit={canEdit}
                  onPress={() => press(row)}
                  onKeyDown={(event) => type(event, row, index)}
                  onFocus={() => setCurrent(node.path)}
                  onRename={() => setTyping({ type: 'rename', path: node.path })}
                  drag={{
                    onDragStart: (event) => event.dataTransfer.setData(DRAG_TYPE, node.path),
                    onDragOver: (event) => over(event, folderOf(node)),
                    onDragLeave: () => setTarget(null),
                    onDrop: (event) => drop(event, folderOf(node)),
                  }}
                  input={
                    isTyped
                      ? input(`New name of ${node.name}`, {
                          initial: node.name,
                          take: (name) => movePath(room, node, joinPath(parentOf(node.path), name)),
                        })
                      : null
                  }
                />
              );
            })}
          </div>
        )}
      </div>
      {hasLeftOut && (
        <Suspense>
          <LeftOutNotice />
        </Suspense>
      )}
    </section>
  );
}

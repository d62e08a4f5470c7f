import { clsx } from 'clsx';
import { ChevronRight, FolderInput, MoreHorizontal, Pencil, Trash2 } from 'lucide-react';
import { type DragEvent, forwardRef, type KeyboardEvent, type ReactNode, useState } from 'react';
import { Menu, MenuItem, MenuLine, MenuMore } from '#app/components/ui/menu.tsx';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { moveInto, removePath } from './file-actions.ts';
import { FileIcon, FolderIcon } from './file-icon.tsx';
import { buildTree, listFolderPaths, parentOf, type TreeRow } from './file-tree.ts';
import { OpenBy } from './open-by.tsx';

/** Pixels that each level moves in. */
const INDENT = 12;

interface TreeItemProps {
  row: TreeRow;
  isActive: boolean;
  isCurrent: boolean;
  isDropTarget: boolean;
  canEdit: boolean;
  onPress: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
  onFocus: () => void;
  onRename: () => void;
  drag: {
    onDragStart: (event: DragEvent) => void;
    onDragOver: (event: DragEvent) => void;
    onDragLeave: () => void;
    onDrop: (event: DragEvent) => void;
  };
  /** Stands in for the name while it is typed. */
  input: ReactNode | null;
}

/** One row of the tree. */
export const TreeItem = forwardRef<HTMLDivElement, TreeItemProps>(function TreeItem(props, ref) {
  const {
    row,
    isActive,
    isCurrent,
    isDropTarget,
    canEdit,
    onPress,
    onKeyDown,
    onFocus,
    onRename,
    drag,
    input,
  } = props;
  const { node, level, isOpen, position, siblings } = row;
  const [isMenuOpen, setMenuOpen] = useState(false);
  const isFolder = node.type === 'folder';
  return (
    <div
      ref={ref}
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-selected={isActive}
      {...(isFolder && { 'aria-expanded': isOpen })}
      tabIndex={isCurrent ? 0 : -1}
      draggable={canEdit && !input}
      className={clsx(
        'group relative flex h-7 cursor-default items-center gap-1.5 rounded-[5px] pr-1 text-13 -outline-offset-2 select-none',
        isActive ? 'bg-accent-wash text-ink' : 'text-ink-soft hover:bg-hover hover:text-ink',
        isDropTarget && 'bg-accent-wash outline-1 outline-accent',
      )}
      style={{ paddingLeft: 6 + (level - 1) * INDENT }}
      onClick={input ? undefined : onPress}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onContextMenu={(event) => {
        if (!canEdit) return;
        event.preventDefault();
        setMenuOpen(true);
      }}
      {...drag}
    >
      <ChevronRight
        aria-hidden="true"
        size={12}
        className={clsx(
          'shrink-0 text-ink-faint transition-transform',
          !isFolder && 'invisible',
          isOpen && 'rotate-90',
        )}
      />
      {isFolder ? <FolderIcon isOpen={isOpen} /> : <FileIcon path={node.path} />}
      {input ?? <span className="min-w-0 flex-1 truncate">{node.name}</span>}
      {node.type === 'file' && !input && <OpenBy fileId={node.id} />}
      {canEdit && !input && (
        <ItemMenu row={row} isOpen={isMenuOpen} onOpenChange={setMenuOpen} onRename={onRename} />
      )}
    </div>
  );
});

function ItemMenu({
  row: { node },
  isOpen,
  onOpenChange,
  onRename,
}: {
  row: TreeRow;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onRename: () => void;
}) {
  const room = useRoom();
  const files = useStore(room.files, (value) => value);
  const folders = ['', ...listFolderPaths(buildTree(files))].filter(
    (path) => path !== parentOf(node.path) && path !== node.path && !path.startsWith(`${node.path}/`),
  );
  return (
    <Menu
      align="start"
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      trigger={
        <button
          type="button"
          tabIndex={-1}
          aria-label={`Actions for ${node.name}`}
          className={clsx(
            'flex size-5 shrink-0 items-center justify-center rounded-[4px] text-ink-faint hover:bg-line hover:text-ink',
            !isOpen && 'hidden group-hover:flex group-focus-within:flex',
          )}
          onClick={(event) => event.stopPropagation()}
        >
          <MoreHorizontal aria-hidden="true" size={14} />
        </button>
      }
    >
      <MenuItem icon={<Pencil size={14} />} shortcut="F2" onSelect={() => setTimeout(onRename)}>
        Rename
      </MenuItem>
      <MenuMore label="Move to" icon={<FolderInput size={14} />}>
        {folders.map((path) => (
          <MenuItem key={path} onSelect={() => moveInto(room, node, path)}>
            {path === '' ? 'The top' : path}
          </MenuItem>
        ))}
        {folders.length === 0 && (
          <MenuItem isDisabled onSelect={() => undefined}>
            There is no other folder
          </MenuItem>
        )}
      </MenuMore>
      <MenuLine />
      <MenuItem icon={<Trash2 size={14} />} shortcut="Del" isDanger onSelect={() => removePath(room, node)}>
        Delete
      </MenuItem>
    </Menu>
  );
}

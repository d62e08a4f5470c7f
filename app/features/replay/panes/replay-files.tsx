import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { personColour } from '#app/components/ui/avatar.tsx';
import { FileIcon, FolderIcon } from '#app/features/room/files/file-icon.tsx';
import { buildTree, listRows, type TreeRow } from '#app/features/room/files/file-tree.ts';
import { decideTreeKey } from '#app/features/room/files/tree-keys.ts';
import { REGION } from '#app/features/room/layout/regions.ts';
import { useStore } from '#app/features/room/use-store.ts';
import type { Person } from '#core/room-protocol.ts';
import type { ReplayPlayer } from '../replay-player.ts';

/** Pixels that each level moves in. */
const INDENT = 12;

/** The files as they were, with who had which in front of them. */
export function ReplayFiles({ player, onOpen }: { player: ReplayPlayer; onOpen: (fileId: string) => void }) {
  const files = useStore(player.panels, ({ moment }) => moment?.files ?? NONE);
  const folders = useStore(player.panels, ({ moment }) => moment?.folders ?? NO_FOLDERS);
  const active = useStore(player.panels, ({ moment }) => moment?.file?.id ?? null);
  const open = useStore(player.panels, ({ moment }) => (moment ? JSON.stringify(moment.openFiles) : '[]'));
  const present = useStore(player.panels, ({ moment }) => moment?.present ?? NOBODY);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<string | null>(null);
  const items = useRef(new Map<string, HTMLDivElement>());
  const rows = useMemo(() => listRows(buildTree({ files, folders }), closed), [files, folders, closed]);
  const activePath = files.find(({ id }) => id === active)?.path ?? null;
  const paths = new Set(rows.map(({ node }) => node.path));
  const tabStop = [current, activePath, rows[0]?.node.path].find((path) => path && paths.has(path)) ?? null;
  const openBy = new Map<string, Person[]>();
  for (const [participantId, fileId] of JSON.parse(open) as [string, string][]) {
    const person = present.find((one) => one.participantId === participantId);
    if (person) openBy.set(fileId, [...(openBy.get(fileId) ?? []), person]);
  }

  const toggle = (path: string, isOpen: boolean) =>
    setClosed((before) => {
      const next = new Set(before);
      if (isOpen) next.delete(path);
      else next.add(path);
      return next;
    });
  const press = ({ node, isOpen }: TreeRow) => {
    if (node.type === 'folder') toggle(node.path, !isOpen);
    else onOpen(node.id);
  };
  const type = (event: KeyboardEvent, row: TreeRow, index: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const move = decideTreeKey(event.key, rows, index);
    if (!move || move.do === 'rename' || move.do === 'remove') return;
    event.preventDefault();
    if (move.do === 'focus') items.current.get(move.path)?.focus();
    else if (move.do === 'toggle') toggle(move.path, move.isOpen);
    else press(row);
  };
  return (
    <section aria-label="Files" {...{ [REGION]: 1 }} className="flex h-full min-h-0 flex-col bg-canvas">
      <h2 className="flex h-9 shrink-0 items-center pl-3 text-12 font-semibold text-ink-soft">Files</h2>
      <div className="min-h-0 flex-1 overflow-y-auto px-1.5 pb-2">
        {rows.length === 0 && <p className="px-2 py-1 text-13 text-ink-faint">No files at this moment.</p>}
        {rows.length > 0 && (
          <div role="tree" aria-label="Files at this moment">
            {rows.map((row, index) => {
              const { node, level, isOpen, position, siblings } = row;
              const isFolder = node.type === 'folder';
              const isActive = node.type === 'file' && node.id === active;
              return (
                <div
                  key={node.type === 'file' ? node.id : `folder:${node.path}`}
                  ref={(element) => {
                    if (element) items.current.set(node.path, element);
                    else items.current.delete(node.path);
                  }}
                  role="treeitem"
                  aria-level={level}
                  aria-posinset={position}
                  aria-setsize={siblings}
                  aria-selected={isActive}
                  {...(isFolder && { 'aria-expanded': isOpen })}
                  tabIndex={node.path === tabStop ? 0 : -1}
                  className={clsx(
                    'flex h-7 cursor-default items-center gap-1.5 rounded-[5px] pr-1 text-13 -outline-offset-2 select-none',
                    isActive ? 'bg-accent-wash text-ink' : 'text-ink-soft hover:bg-hover hover:text-ink',
                  )}
                  style={{ paddingLeft: 6 + (level - 1) * INDENT }}
                  onClick={() => press(row)}
                  onKeyDown={(event) => type(event, row, index)}
                  onFocus={() => setCurrent(node.path)}
                >
                  <ChevronRight
                    aria-hidden="true"
                    size={12}
                    className={clsx(
                      'shrink-0 text-ink-faint',
                      !isFolder && 'invisible',
                      isOpen && 'rotate-90',
                    )}
                  />
                  {isFolder ? <FolderIcon isOpen={isOpen} /> : <FileIcon path={node.path} />}
                  <span className="min-w-0 flex-1 truncate">{node.name}</span>
                  {node.type === 'file' && <OpenBy people={openBy.get(node.id) ?? []} />}
                </div>
              );
            })}
          </div>
        )}
      </div>
    </section>
  );
}

function OpenBy({ people }: { people: readonly Person[] }) {
  if (people.length === 0) return null;
  const names = `Open by ${people.map(({ name }) => name).join(', ')}`;
  return (
    <span className="flex shrink-0 gap-0.5" title={names}>
      <span className="sr-only">{names}</span>
      {people.slice(0, 3).map((person) => (
        <span
          key={person.participantId}
          aria-hidden="true"
          className="flex size-3.5 items-center justify-center rounded-full text-[9px] leading-none font-bold"
          style={{ background: personColour(person), color: 'var(--person-ink)' }}
        >
          {[...person.name][0]?.toUpperCase()}
        </span>
      ))}
    </span>
  );
}

const NONE: readonly { id: string; path: string }[] = [];
const NO_FOLDERS: readonly string[] = [];
const NOBODY: Person[] = [];

import { clsx } from 'clsx';
import { X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { showShortcut } from '../commands/shortcut.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { FileIcon } from './file-icon.tsx';
import { nameOf, parentOf } from './file-tree.ts';
import { OpenBy } from './open-by.tsx';

const DRAG_TYPE = 'application/x-interlace-tab';

/** The open files. Arrow keys move, Delete or a middle click closes, dragging reorders. */
export function TabStrip() {
  const { bench, files: store, isApple } = useRoom();
  const tabs = useStore(bench, (state) => state.tabs);
  const active = useStore(bench, (state) => state.active);
  const files = useStore(store, (value) => value.files);
  const buttons = useRef(new Map<string, HTMLButtonElement>());
  const open = tabs.flatMap((id) => files.find((file) => file.id === id) ?? []);
  const names = open.map(({ path }) => nameOf(path));

  useEffect(() => {
    if (active) buttons.current.get(active)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [active]);

  const press = (event: KeyboardEvent, index: number, id: string) => {
    if (event.key === 'Delete') bench.close(id);
    const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    const next = by === 0 ? undefined : open[(index + by + open.length) % open.length];
    if (!next) return;
    event.preventDefault();
    bench.open(next.id);
    buttons.current.get(next.id)?.focus();
  };
  if (open.length === 0) return <div className="h-9 shrink-0 border-b border-line bg-canvas" />;
  return (
    <div
      role="tablist"
      aria-label="Open files"
      className="flex h-9 shrink-0 overflow-x-auto border-b border-line bg-canvas [scrollbar-width:none]"
      onDragOver={(event) => event.dataTransfer.types.includes(DRAG_TYPE) && event.preventDefault()}
      onDrop={(event) => bench.moveTab(event.dataTransfer.getData(DRAG_TYPE), null)}
    >
      {open.map(({ id, path }, index) => {
        const isActive = id === active;
        const name = nameOf(path);
        const isAmbiguous = names.filter((other) => other === name).length > 1;
        return (
          // biome-ignore lint/a11y/noStaticElementInteractions: dragging and the middle button have keys on the tab within
          <div
            key={id}
            role="presentation"
            draggable
            className={clsx(
              'group relative flex max-w-[220px] shrink-0 items-center border-r border-line',
              isActive ? 'bg-surface text-ink' : 'text-ink-faint hover:text-ink',
              isActive && 'after:absolute after:inset-x-0 after:-bottom-px after:h-px after:bg-surface',
            )}
            onDragStart={(event) => event.dataTransfer.setData(DRAG_TYPE, id)}
            onDrop={(event) => {
              const dragged = event.dataTransfer.getData(DRAG_TYPE);
              if (!dragged || dragged === id) return;
              event.stopPropagation();
              bench.moveTab(dragged, id);
            }}
            onMouseDown={(event) => event.button === 1 && event.preventDefault()}
            onAuxClick={(event) => event.button === 1 && bench.close(id)}
          >
            {isActive && <span aria-hidden="true" className="absolute inset-x-0 top-0 h-0.5 bg-accent" />}
            <button
              ref={(element) => {
                if (element) buttons.current.set(id, element);
              }}
              type="button"
              role="tab"
              aria-selected={isActive}
              aria-controls="room-editor"
              aria-keyshortcuts="Delete"
              tabIndex={isActive ? 0 : -1}
              title={path}
              className="flex h-full min-w-0 items-center gap-1.5 pr-1 pl-3 text-13 -outline-offset-2"
              onClick={() => bench.open(id)}
              onKeyDown={(event) => press(event, index, id)}
            >
              <FileIcon path={path} />
              <span className="truncate">{name}</span>
              {isAmbiguous && (
                <span className="truncate text-12 text-ink-faint">{parentOf(path) || 'top'}</span>
              )}
              <OpenBy fileId={id} />
            </button>
            <button
              type="button"
              // For the pointer only: a list of tabs may hold nothing but tabs, and those close with Delete.
              tabIndex={-1}
              aria-hidden="true"
              title={`Close ${name} (${showShortcut('Alt+W', isApple)})`}
              className={clsx(
                'mr-1.5 flex size-5 items-center justify-center rounded-[4px] text-ink-faint hover:bg-hover hover:text-ink',
                !isActive && 'opacity-0 group-hover:opacity-100',
              )}
              onClick={() => bench.close(id)}
            >
              <X aria-hidden="true" size={13} />
            </button>
          </div>
        );
      })}
    </div>
  );
}

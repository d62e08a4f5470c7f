import { clsx } from 'clsx';
import { Code, Files, PanelRight, SquareTerminal } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';

interface ReplayLayoutProps {
  isPhone: boolean;
  files: ReactNode;
  editor: ReactNode;
  results: ReactNode;
  side: ReactNode;
}

const PANES = [
  { id: 'editor', title: 'Code', Icon: Code },
  { id: 'files', title: 'Files', Icon: Files },
  { id: 'results', title: 'Results', Icon: SquareTerminal },
  { id: 'side', title: 'More', Icon: PanelRight },
] as const;
type Pane = (typeof PANES)[number]['id'];

/** The parts of the page beside each other, on a phone one at a time. */
export function ReplayLayout({ isPhone, ...parts }: ReplayLayoutProps) {
  const [shown, setShown] = useState<Pane>('editor');
  if (isPhone) {
    return (
      <>
        <nav aria-label="Panes" className="flex h-9 shrink-0 border-b border-line bg-canvas">
          {PANES.map(({ id, title, Icon }) => (
            <button
              key={id}
              type="button"
              aria-current={shown === id ? 'page' : undefined}
              className={clsx(
                'flex flex-1 items-center justify-center gap-1.5 text-12 -outline-offset-2',
                shown === id ? 'font-medium text-accent' : 'text-ink-faint',
              )}
              onClick={() => setShown(id)}
            >
              <Icon aria-hidden="true" size={15} strokeWidth={1.75} />
              {title}
            </button>
          ))}
        </nav>
        <div className="relative min-h-0 flex-1">
          {PANES.map(({ id }) => (
            // The editor keeps its size while it is hidden: Monaco would measure nothing.
            <div
              key={id}
              className={clsx('absolute inset-0', shown !== id && 'invisible')}
              {...(shown !== id && { inert: '' })}
            >
              {parts[id]}
            </div>
          ))}
        </div>
      </>
    );
  }
  return (
    <Group orientation="horizontal" className="min-h-0 flex-1">
      <Panel
        id="files"
        defaultSize={190}
        minSize={140}
        maxSize="30%"
        groupResizeBehavior="preserve-pixel-size"
      >
        {parts.files}
      </Panel>
      <Edge label="Width of the files" isUpright />
      <Panel id="centre" minSize={280}>
        <Group orientation="vertical" className="h-full">
          <Panel id="editor" minSize={100}>
            {parts.editor}
          </Panel>
          <Edge label="Height of the results" />
          <Panel
            id="results"
            defaultSize={170}
            minSize={80}
            maxSize="70%"
            groupResizeBehavior="preserve-pixel-size"
          >
            {parts.results}
          </Panel>
        </Group>
      </Panel>
      <Edge label="Width of the side panel" isUpright />
      <Panel
        id="side"
        defaultSize={392}
        minSize={280}
        maxSize="45%"
        groupResizeBehavior="preserve-pixel-size"
      >
        {parts.side}
      </Panel>
    </Group>
  );
}

function Edge({ label, isUpright = false }: { label: string; isUpright?: boolean }) {
  return (
    <Separator aria-label={label} className={`panel-edge relative bg-line ${isUpright ? 'w-px' : 'h-px'}`} />
  );
}

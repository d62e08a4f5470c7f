import { type ReactNode, useRef } from 'react';
import { Group, Panel, Separator } from 'react-resizable-panels';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { type PanelSizes, readPanelSizes, writePanelSizes } from './panel-sizes.ts';

interface DeskLayoutProps {
  files: ReactNode;
  editor: ReactNode;
  output: ReactNode;
  side: ReactNode;
  /** The interviewer's, at the far right; null for those who have none open. */
  panel: ReactNode;
}

/** The room on a desk: files, editor above output, the side panel; each edge can be moved and is remembered. */
export function DeskLayout({ files, editor, output, side, panel }: DeskLayoutProps) {
  const { bench } = useRoom();
  const hasFiles = useStore(bench, (state) => state.hasFiles);
  const hasOutput = useStore(bench, (state) => state.hasOutput);
  const hasSide = useStore(bench, (state) => state.hasSide);
  const sizes = useRef<PanelSizes | null>(null);
  sizes.current ??= readPanelSizes();
  const known = sizes.current;
  const remember = (panel: keyof PanelSizes) => (size: { inPixels: number }) => {
    // A panel on its way out is measured as nothing.
    if (size.inPixels < 60) return;
    known[panel] = Math.round(size.inPixels);
    writePanelSizes(known);
  };
  return (
    <Group orientation="horizontal" className="min-h-0 flex-1">
      {hasFiles && (
        <>
          <Panel
            id="files"
            defaultSize={known.files}
            minSize={150}
            maxSize="40%"
            groupResizeBehavior="preserve-pixel-size"
            onResize={remember('files')}
          >
            {files}
          </Panel>
          <Edge label="Width of the files" isUpright />
        </>
      )}
      <Panel id="centre" minSize={280}>
        <Group orientation="vertical" className="h-full">
          <Panel id="editor" minSize={120}>
            {editor}
          </Panel>
          {hasOutput && (
            <>
              <Edge label="Height of the panel below" />
              <Panel
                id="output"
                defaultSize={known.output}
                minSize={80}
                maxSize="75%"
                groupResizeBehavior="preserve-pixel-size"
                onResize={remember('output')}
              >
                {output}
              </Panel>
            </>
          )}
        </Group>
      </Panel>
      {hasSide && (
        <>
          <Edge label="Width of the side panel" isUpright />
          <Panel
            id="side"
            defaultSize={known.side}
            minSize={240}
            maxSize="45%"
            groupResizeBehavior="preserve-pixel-size"
            onResize={remember('side')}
          >
            {side}
          </Panel>
        </>
      )}
      {panel && (
        <>
          <Edge label="Width of the interviewer’s panel" isUpright />
          <Panel
            id="panel"
            defaultSize={known.panel}
            minSize={280}
            maxSize="40%"
            groupResizeBehavior="preserve-pixel-size"
            onResize={remember('panel')}
          >
            {panel}
          </Panel>
        </>
      )}
    </Group>
  );
}

/** A hairline between panels that can be dragged, or moved with the arrow keys. */
function Edge({ label, isUpright = false }: { label: string; isUpright?: boolean }) {
  return (
    <Separator aria-label={label} className={`panel-edge relative bg-line ${isUpright ? 'w-px' : 'h-px'}`} />
  );
}

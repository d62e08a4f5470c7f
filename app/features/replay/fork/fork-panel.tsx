import { GitFork, SquarePen } from 'lucide-react';
import { lazy, useEffect, useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { formatElapsed } from '#app/features/room/clock.ts';
import { useReplay } from '../replay-context.ts';
import { CopyRunner } from './copy-runner.ts';
import { CopyWindow } from './copy-window.tsx';
import { createForkApi, type ForkApi } from './fork-api.ts';
import { createScratch, listChanged, type Scratch } from './scratch.ts';
import type { ScratchEditor } from './scratch-editor.ts';

const LazyEditor = lazy(async () => ({
  default: (await import('./monaco-scratch-editor.client.tsx')).MonacoScratchEditor,
}));

/** Takes the code as it was at a moment, to be changed and run beside the record. */
export function ForkPanel() {
  const { interviewId } = useReplay();
  const [api] = useState(() => createForkApi(interviewId));
  return <ForkView api={api} Editor={LazyEditor} />;
}

/** The panel over any sandbox and any editor. */
export function ForkView({ api, Editor }: { api: ForkApi; Editor: ScratchEditor }) {
  const { viewer, atMs, currentFileId, filesNow } = useReplay();
  const [runner] = useState(() => new CopyRunner(api));
  const [scratch, setScratch] = useState<Scratch | null>(null);
  const [isOpen, setOpen] = useState(false);
  const [isCopying, setCopying] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => runner.stop, [runner]);

  const copy = async () => {
    setCopying(true);
    setProblem(null);
    try {
      const made = createScratch(await filesNow(), { atMs, currentFileId });
      if (!made) return setProblem('There were no files at this moment. Go to a later one.');
      runner.clear();
      setScratch(made);
      setOpen(true);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'The files could not be read. Reload the page.');
    } finally {
      setCopying(false);
    }
  };
  if (!viewer.canRun) {
    return (
      <p className="px-3 text-13 text-ink-soft">
        Members of the organisation can take the code of a moment here, change it and run it. Sign in to do
        so.
      </p>
    );
  }
  return (
    <div className="flex flex-col items-start gap-3 px-3 pb-3">
      <p className="text-13 text-ink-soft">
        Take the files as they were at{' '}
        <span className="tabular font-medium text-ink">{formatElapsed(atMs)}</span>, change them and run them.
        The recording is not touched.
      </p>
      <Button
        variant="primary"
        isPending={isCopying}
        icon={<GitFork aria-hidden="true" size={14} />}
        onClick={() => void copy()}
      >
        Run this moment
      </Button>
      {problem && (
        <p role="alert" className="text-13 text-bad">
          {problem}
        </p>
      )}
      {scratch && !isOpen && (
        <div className="flex flex-col items-start gap-1.5 border-t border-line pt-3">
          <p className="text-13 text-ink-soft">
            Your copy of <span className="tabular">{formatElapsed(scratch.atMs)}</span> is still here
            {listChanged(scratch).length > 0 && ', with your changes'}. Another copy takes its place.
          </p>
          <Button icon={<SquarePen aria-hidden="true" size={14} />} onClick={() => setOpen(true)}>
            Open your copy again
          </Button>
        </div>
      )}
      {scratch && isOpen && (
        <CopyWindow
          scratch={scratch}
          onChange={(change) => setScratch((before) => before && change(before))}
          runner={runner}
          Editor={Editor}
          onClose={() => setOpen(false)}
        />
      )}
    </div>
  );
}

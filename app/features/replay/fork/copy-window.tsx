import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import { Suspense, useId, useState } from 'react';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { Textarea } from '#app/components/ui/textarea.tsx';
import { useReturnFocus } from '#app/components/ui/use-return-focus.ts';
import { formatElapsed } from '#app/features/room/clock.ts';
import { useStore } from '#app/features/room/use-store.ts';
import { MAX_RUN_INPUT } from '#core/limits.ts';
import { CopyBar } from './copy-bar.tsx';
import { COPY_EDITOR_ID, CopyFiles } from './copy-files.tsx';
import { CopyResults } from './copy-results.tsx';
import type { CopyAction, CopyRunner } from './copy-runner.ts';
import { changeText, type Scratch, toRequest } from './scratch.ts';
import type { ScratchEditor } from './scratch-editor.ts';

interface CopyWindowProps {
  scratch: Scratch;
  onChange: (change: (scratch: Scratch) => Scratch) => void;
  runner: CopyRunner;
  Editor: ScratchEditor;
  onClose: () => void;
}

/** A copy of a moment to change and run, over the replay. Closing it keeps the copy until another one is made. */
export function CopyWindow({ scratch, onChange, runner, Editor, onClose }: CopyWindowProps) {
  useReturnFocus();
  const runs = useStore(runner, (state) => state);
  const [version, setVersion] = useState(0);
  const [shown, setShown] = useState<CopyAction>('run');
  const id = useId();
  const tooMuch = scratch.stdin.length - MAX_RUN_INPUT;
  const start = (action: CopyAction) => {
    const request = toRequest(scratch);
    if (!request || tooMuch > 0) return;
    setShown(action);
    void runner.start(action, request);
  };
  return (
    <Radix.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="ui-fade fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          className="ui-rise fixed inset-2 z-50 flex flex-col overflow-hidden rounded-card border border-line bg-surface shadow-float outline-none sm:inset-6"
          // Keys that work in the copy mean nothing to the replay behind it.
          onKeyDown={(event) => event.stopPropagation()}
          onEscapeKeyDown={(event) => isInEditor(event.target) && event.preventDefault()}
        >
          <header className="flex shrink-0 items-start gap-3 border-b border-line px-3 py-2.5">
            <div className="min-w-0 flex-1">
              <Radix.Title className="text-14 font-semibold">
                A copy of {formatElapsed(scratch.atMs)}
              </Radix.Title>
              <Radix.Description className="text-13 text-ink-soft">
                Change and run it as you like. The recording is not touched, and the copy is not kept: it is
                gone when you leave this page.
              </Radix.Description>
            </div>
            <Radix.Close asChild>
              <IconButton label="Close the copy">
                <X aria-hidden="true" size={16} />
              </IconButton>
            </Radix.Close>
          </header>
          <CopyBar
            scratch={scratch}
            going={runs.going}
            onChange={(next) => onChange(() => next)}
            onRestore={(next) => {
              onChange(() => next);
              setVersion((count) => count + 1);
            }}
            onStart={start}
            onStop={runner.stop}
          />
          <CopyFiles scratch={scratch} onOpen={(openId) => onChange((before) => ({ ...before, openId }))} />
          <div id={COPY_EDITOR_ID} role="tabpanel" aria-label="Editor of the copy" className="min-h-0 flex-1">
            <Suspense fallback={<p className="p-4 text-13 text-ink-faint">Opening the editor</p>}>
              <Editor
                files={scratch.files}
                openId={scratch.openId}
                version={version}
                onChange={(fileId, text) => onChange((before) => changeText(before, fileId, text))}
              />
            </Suspense>
          </div>
          <div className="flex h-[38%] min-h-0 shrink-0 border-t border-line max-sm:h-1/2 max-sm:flex-col">
            <div className="min-h-0 min-w-0 flex-1">
              <CopyResults runs={runs} shown={shown} onShow={setShown} />
            </div>
            <div className="flex w-60 shrink-0 flex-col gap-1 border-l border-line p-2 max-sm:w-full max-sm:border-t max-sm:border-l-0">
              <label htmlFor={`${id}-stdin`} className="text-12 font-medium text-ink-soft">
                Input
              </label>
              <Textarea
                id={`${id}-stdin`}
                isMono
                value={scratch.stdin}
                spellCheck={false}
                placeholder="What the program reads, line by line"
                aria-invalid={tooMuch > 0 || undefined}
                aria-describedby={tooMuch > 0 ? `${id}-problem` : undefined}
                className="min-h-0 flex-1 resize-none"
                onChange={({ target: { value: stdin } }) => onChange((before) => ({ ...before, stdin }))}
              />
              {tooMuch > 0 && (
                <p id={`${id}-problem`} role="alert" className="text-12 text-bad">
                  Too long by {tooMuch} characters. Shorten it, then run.
                </p>
              )}
            </div>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** Escape in the editor closes what floats there, not the window with one's changes. */
function isInEditor(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.monaco-editor') !== null;
}

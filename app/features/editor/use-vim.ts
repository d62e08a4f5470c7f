import { useEffect } from 'react';
import type { EditorController } from './editor-controller.client.ts';

/** Vim's keys in the editor while they are wanted; fetched only then. `status` shows the mode and commands. */
export function useVim(controller: EditorController | null, isOn: boolean, status: HTMLElement | null): void {
  useEffect(() => {
    if (!isOn || !controller) return;
    let stop: (() => void) | null = null;
    let isGone = false;
    void import('monaco-vim').then(({ initVimMode }) => {
      if (isGone) return;
      // Its own element each time: what it wrote into is hidden when it ends.
      const line = document.createElement('span');
      status?.append(line);
      const mode = initVimMode(controller.editor as never, line);
      stop = () => {
        mode.dispose();
        line.remove();
      };
    });
    return () => {
      isGone = true;
      stop?.();
    };
  }, [controller, isOn, status]);
}

import { useEffect } from 'react';
import { useRoom } from '../room-context.ts';
import { listCommands } from './commands.ts';
import { matchesShortcut, type Shortcut } from './shortcut.ts';

/** Keys that Vim needs for itself while one is in the editor. */
const VIM_KEYS = new Set(['Mod+B', 'Mod+J']);

/** Keys that work in the terminal too; all others with Ctrl or Alt are the shell's there. */
const TERMINAL_KEYS = new Set(['F1', 'F6', 'Shift+F6', 'Ctrl+`', 'Mod+Enter', 'Mod+Shift+Enter']);

/** Whether a shell that has the focus gets this key, and not the room. Cmd never reaches a shell. */
export function belongsToShell(shortcut: Shortcut, isApple: boolean): boolean {
  return !TERMINAL_KEYS.has(shortcut) && !(isApple && shortcut.startsWith('Mod+'));
}

/** The keyboard of the room. Its keys come before the editor's, except those that the editor handles itself. */
export function useShortcuts(): void {
  const room = useRoom();
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const { bench, settings, isApple } = room;
      if (bench.get().dialog !== null) return;
      if (event.key === 'Escape') {
        if (bench.get().following !== null) bench.change({ following: null });
        return;
      }
      const isTyping = isTextField(event.target);
      const isInEditor = event.target instanceof Element && event.target.closest('.monaco-editor') !== null;
      const isInTerminal = event.target instanceof Element && event.target.closest('.xterm') !== null;
      for (const command of listCommands(room)) {
        if (command.isEditors || command.hasOwnKeys) continue;
        const shortcut = command.shortcuts?.find((keys) => matchesShortcut(keys, event, isApple));
        if (!shortcut || (shortcut === '?' && isTyping)) continue;
        if (isInEditor && settings.get().vimKeys && VIM_KEYS.has(shortcut)) continue;
        if (isInTerminal && belongsToShell(shortcut, isApple)) continue;
        event.preventDefault();
        event.stopPropagation();
        if (command.id === 'palette' || command.isOffered?.() !== false) command.act();
        // Not offered now: pressing it says why.
        else if (command.id === 'run' || command.id === 'run-tests') command.act();
        return;
      }
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [room]);
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    // Monaco's text field is a plain element where the browser has the EditContext interface.
    target.closest('.monaco-editor') !== null
  );
}

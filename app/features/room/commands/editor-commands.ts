import type { Room } from '../room-context.ts';
import type { Command } from './commands.ts';
import type { Shortcut } from './shortcut.ts';

/** Actions of the editor that people look for; Monaco knows many more. */
const EDITOR_ACTIONS: readonly [
  id: string,
  title: string,
  shortcut: Shortcut | null,
  needsEditing: boolean,
][] = [
  ['actions.find', 'Find in this file', 'Mod+F', false],
  ['editor.action.startFindReplaceAction', 'Replace in this file', 'Mod+H', true],
  ['editor.action.commentLine', 'Comment or uncomment lines', 'Alt+/', true],
  ['editor.action.formatDocument', 'Format this file', 'Shift+Alt+F', true],
  ['editor.action.addSelectionToNextFindMatch', 'Select the next occurrence too', 'Mod+D', false],
  ['editor.action.insertCursorAbove', 'Add a cursor above', 'Mod+Alt+ArrowUp', false],
  ['editor.action.insertCursorBelow', 'Add a cursor below', 'Mod+Alt+ArrowDown', false],
  ['editor.action.moveLinesUpAction', 'Move lines up', 'Alt+ArrowUp', true],
  ['editor.action.moveLinesDownAction', 'Move lines down', 'Alt+ArrowDown', true],
  ['editor.action.revealDefinition', 'Go to the definition', 'F12', false],
  ['editor.action.marker.next', 'Go to the next problem', 'F8', false],
  ['editor.foldAll', 'Fold everything', null, false],
  ['editor.unfoldAll', 'Unfold everything', null, false],
  ['editor.action.toggleTabFocusMode', 'Let Tab leave the editor', 'Ctrl+M', false],
];

/** The editor's actions, for the palette and the help sheet; their keys are the editor's own. */
export function editorCommands({ editor, session }: Room): Command[] {
  return EDITOR_ACTIONS.map(([id, title, shortcut, needsEditing]) => ({
    id: `editor:${id}`,
    title,
    group: 'Editor',
    ...(shortcut && { shortcuts: [shortcut] }),
    isEditors: true,
    act: () => editor.get()?.act(id),
    isOffered: () => editor.get() !== null && (session.canEdit || !needsEditing),
  }));
}

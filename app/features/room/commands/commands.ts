import { isOver } from '#core/interview-status.ts';
import { LANGUAGES } from '#core/languages.ts';
import { can } from '#core/roles.ts';
import { addFile } from '../files/file-actions.ts';
import { problemOfPath } from '../files/file-names.ts';
import { focusRegion, focusTextOf, isFocusIn, moveRegion } from '../layout/regions.ts';
import { PANEL_NAME } from '../panel/panel-name.ts';
import type { Room } from '../room-context.ts';
import { sayWhetherSaved } from '../saved-words.ts';
import { askRoom } from './ask-room.ts';
import { editorCommands } from './editor-commands.ts';
import { interviewerCommands } from './interviewer-commands.ts';
import { markMoment } from './mark-moment.ts';
import { runCommands } from './run-commands.ts';
import type { Shortcut } from './shortcut.ts';

export const COMMAND_GROUPS = ['Run', 'Files', 'Editor', 'View', 'People', 'Call', 'Interview'] as const;

export interface Command {
  id: string;
  title: string;
  group: (typeof COMMAND_GROUPS)[number];
  /** The first one is shown. */
  shortcuts?: readonly Shortcut[];
  /** Further words under which somebody may look for it. */
  keywords?: string;
  /** Works while one types in the editor and elsewhere; others only from menus and the palette. */
  act: () => void;
  /** Left out of the palette while it does not apply. */
  isOffered?: () => boolean;
  /** Handled by the editor itself; listed for reference and for the palette. */
  isEditors?: boolean;
  /** Its part of the room listens for its keys itself, for example to hear when they are let go. */
  hasOwnKeys?: boolean;
}

/** Every action of the room, once. The palette, the help sheet, the menus and the keyboard all read this list. */
export function listCommands(room: Room): Command[] {
  return [
    ...runCommands(room),
    ...fileCommands(room),
    ...editorCommands(room),
    ...viewCommands(room),
    callCommand(room),
    ...(room.call.get()?.commands() ?? []),
    ...interviewCommands(room),
    ...interviewerCommands(room),
  ];
}

function fileCommands(room: Room): Command[] {
  const { bench, files, session } = room;
  const opens: Command[] = files.get().files.map(({ id, path }) => ({
    id: `open:${id}`,
    title: `Open ${path}`,
    group: 'Files',
    act: () => bench.open(id),
    isOffered: () => bench.get().active !== id,
  }));
  return [
    {
      id: 'save',
      title: 'Say whether everything is saved',
      group: 'Files',
      shortcuts: ['Mod+S'],
      act: () => room.toasts.show(sayWhetherSaved(session.state.get())),
    },
    {
      id: 'new-file',
      title: 'New file',
      group: 'Files',
      keywords: 'create add',
      act: () => {
        const name = freeName(room);
        if (name) addFile(room, name);
      },
      isOffered: () => session.canEdit,
    },
    {
      id: 'close-tab',
      title: 'Close the open tab',
      group: 'Files',
      shortcuts: ['Alt+W'],
      act: () => {
        const { active } = bench.get();
        if (active) bench.close(active);
      },
      isOffered: () => bench.get().active !== null,
    },
    {
      id: 'next-tab',
      title: 'Next tab',
      group: 'Files',
      shortcuts: ['Alt+PageDown'],
      act: () => bench.step(1),
      isOffered: () => bench.get().tabs.length > 1,
    },
    {
      id: 'previous-tab',
      title: 'Previous tab',
      group: 'Files',
      shortcuts: ['Alt+PageUp'],
      act: () => bench.step(-1),
      isOffered: () => bench.get().tabs.length > 1,
    },
    ...opens,
  ];
}

function viewCommands({ bench, visitor, session, editor, problem }: Room): Command[] {
  /** Brings one to the chat from anywhere; from the chat it goes back to the code. */
  const openChat = () => {
    const isLeaving = isFocusIn('Chat');
    bench.change({ hasSide: !isLeaving, sideTab: 'chat', phonePane: isLeaving ? 'editor' : 'chat' });
    if (isLeaving) editor.get()?.focus();
    else focusTextOf('Chat');
  };
  /** Brings one to the panel, and from the panel closes it. */
  const openPanel = () => {
    const isLeaving = isFocusIn(PANEL_NAME);
    const wasOpen = bench.get().hasPanel;
    bench.change({ hasPanel: !isLeaving });
    if (wasOpen && !isLeaving) focusRegion(PANEL_NAME);
  };
  /** Brings one to the assistant from anywhere; from there it goes back to the code. */
  const openAssistant = () => {
    const isLeaving = isFocusIn('Assistant');
    bench.change({
      hasSide: !isLeaving,
      sideTab: 'assistant',
      phonePane: isLeaving ? 'editor' : 'assistant',
    });
    if (isLeaving) editor.get()?.focus();
    else focusTextOf('Assistant');
  };
  const follows: Command[] = session.state
    .get()
    .people.filter(
      ({ participantId, role }) => participantId !== visitor.participantId && role !== 'observer',
    )
    .map(({ participantId, name }) => ({
      id: `follow:${participantId}`,
      title: `Follow ${name}`,
      group: 'People',
      act: () => bench.change({ following: participantId }),
      isOffered: () => bench.get().following !== participantId,
    }));
  return [
    {
      id: 'palette',
      title: 'Find a command',
      group: 'View',
      shortcuts: ['Mod+K', 'F1'],
      act: () => bench.change({ dialog: 'palette' }),
      isOffered: () => false,
    },
    {
      id: 'files',
      title: 'Show or hide the files',
      group: 'View',
      shortcuts: ['Mod+B'],
      act: () => bench.change({ hasFiles: !bench.get().hasFiles }),
    },
    {
      id: 'output',
      title: 'Show or hide the output, tests and terminal',
      group: 'View',
      shortcuts: ['Mod+J'],
      act: () => bench.change({ hasOutput: !bench.get().hasOutput }),
    },
    {
      id: 'problem',
      title: 'Show the problem',
      group: 'View',
      keywords: 'statement task question description',
      act: () => bench.change({ hasSide: true, sideTab: 'problem', phonePane: 'problem' }),
      isOffered: () => problem.get() !== null,
    },
    { id: 'chat', title: 'Go to the chat, or hide it', group: 'View', shortcuts: ['Mod+/'], act: openChat },
    {
      id: 'assistant',
      title: 'Go to the assistant, or hide it',
      group: 'View',
      shortcuts: ['Alt+A'],
      keywords: 'ai ask help explain copilot',
      act: openAssistant,
      isOffered: () => visitor.assistant !== null,
    },
    {
      id: 'people',
      title: 'Show who is here',
      group: 'View',
      act: () => bench.change({ hasSide: true, sideTab: 'people', phonePane: 'people' }),
    },
    {
      id: 'panel',
      title: PANEL_NAME,
      group: 'View',
      shortcuts: ['Alt+I'],
      keywords: 'guide notes marks rubric hidden results context signals',
      act: openPanel,
      isOffered: () => visitor.isMember && can(visitor.role, 'see-signals'),
    },
    {
      id: 'next-region',
      title: 'Go to the next region',
      group: 'View',
      shortcuts: ['F6'],
      act: () => moveRegion(1),
    },
    {
      id: 'previous-region',
      title: 'Go to the previous region',
      group: 'View',
      shortcuts: ['Shift+F6'],
      act: () => moveRegion(-1),
    },
    {
      id: 'settings',
      title: 'Settings',
      group: 'View',
      shortcuts: ['Mod+,'],
      keywords: 'theme font vim tab wrap preferences',
      act: () => bench.change({ dialog: 'settings' }),
    },
    {
      id: 'help',
      title: 'Keyboard shortcuts',
      group: 'View',
      shortcuts: ['?'],
      keywords: 'help keys',
      act: () => bench.change({ dialog: 'help' }),
    },
    ...follows,
    {
      id: 'unfollow',
      title: 'Stop following',
      group: 'People',
      act: () => bench.change({ following: null }),
      isOffered: () => bench.get().following !== null,
    },
  ];
}

function callCommand({ bench, visitor }: Room): Command {
  return {
    id: 'call',
    title: 'Join the call',
    group: 'Call',
    keywords: 'voice video talk microphone camera',
    act: () => bench.change({ dialog: 'call' }),
    isOffered: () => visitor.hasCall && !bench.get().isInCall,
  };
}

function interviewCommands(room: Room): Command[] {
  const { bench, visitor } = room;
  const mayMark = () => can(visitor.role, 'mark');
  const { session } = room;
  const status = () => session.state.get().status;
  return [
    {
      id: 'pause',
      title: 'Pause the interview',
      group: 'Interview',
      keywords: 'stop clock break',
      act: () => askRoom(room, session.time.pause),
      isOffered: () =>
        can(visitor.role, 'pause') && (status() === 'in_progress' || status() === 'interrupted'),
    },
    {
      id: 'resume',
      title: 'Let the interview go on',
      group: 'Interview',
      keywords: 'resume continue',
      act: () => askRoom(room, session.time.resume),
      isOffered: () => can(visitor.role, 'pause') && status() === 'paused',
    },
    {
      id: 'add-time',
      title: 'Give more time',
      group: 'Interview',
      keywords: 'extra minutes extend',
      act: () => bench.change({ dialog: 'add-time' }),
      isOffered: () =>
        can(visitor.role, 'add-time') && session.state.get().clock.limitMs !== null && !isOver(status()),
    },
    {
      id: 'mark',
      title: 'Mark this moment',
      group: 'Interview',
      shortcuts: ['Alt+M'],
      keywords: 'bookmark record highlight note',
      act: () => markMoment(room),
      isOffered: mayMark,
    },
    {
      id: 'mark-labelled',
      title: 'Mark this moment with a label',
      group: 'Interview',
      shortcuts: ['Alt+Shift+M'],
      keywords: 'bookmark record highlight note',
      act: () => bench.change({ dialog: 'mark' }),
      isOffered: mayMark,
    },
    {
      id: 'leave',
      title: 'Leave the room',
      group: 'Interview',
      act: () => bench.change({ dialog: 'leave' }),
    },
    {
      id: 'end',
      title: 'End the interview for everybody',
      group: 'Interview',
      act: () => bench.change({ dialog: 'end' }),
      isOffered: () => visitor.isMember && can(visitor.role, 'end'),
    },
  ];
}

/** `untitled.py`, or with a number where that is taken. */
function freeName({ files, visitor }: Room): string | null {
  const ending = LANGUAGES[visitor.language].extension;
  for (let n = 1; n < 1000; n++) {
    const name = n === 1 ? `untitled.${ending}` : `untitled${n}.${ending}`;
    if (!problemOfPath(name, files.get())) return name;
  }
  return null;
}

import { can } from '#core/roles.ts';
import { focusRegion, isFocusIn } from '../layout/regions.ts';
import type { OutputTab } from '../layout/workbench.ts';
import type { Room } from '../room-context.ts';
import type { Command } from './commands.ts';
import { runOpenFile, testOpenFile } from './run-file.ts';

/** Running, testing, and the panel in which that shows. */
export function runCommands(room: Room): Command[] {
  const { session, visitor, bench } = room;
  const running = () => {
    const run = session.state.get().run;
    return run && !run.outcome ? run : null;
  };
  const show = (tab: OutputTab, section: string) => {
    bench.change({ hasOutput: true, outputTab: tab, phonePane: 'output' });
    focusRegion(section);
  };
  const terminal = () => session.state.get().terminal;
  const mayType = can(visitor.role, 'terminal');
  return [
    {
      id: 'run',
      title: 'Run the open file',
      group: 'Run',
      shortcuts: ['Mod+Enter'],
      keywords: 'execute start',
      act: () => runOpenFile(room),
      isOffered: () => can(visitor.role, 'run') && !running(),
    },
    {
      id: 'run-tests',
      title: 'Run the tests',
      group: 'Run',
      shortcuts: ['Mod+Shift+Enter'],
      keywords: 'check cases submit verify',
      act: () => testOpenFile(room),
      isOffered: () => can(visitor.role, 'run') && !running() && room.problem.get()?.tests != null,
    },
    {
      id: 'stop',
      title: 'Stop what runs',
      group: 'Run',
      shortcuts: ['Mod+.'],
      keywords: 'cancel kill program tests',
      act: () => {
        const run = running();
        if (run) session.runs.stop(run.runId);
      },
      isOffered: () => can(visitor.role, 'run') && running() !== null,
    },
    {
      id: 'input',
      title: 'Show or hide the input for programs',
      group: 'Run',
      keywords: 'stdin standard interactive type',
      act: () => {
        const { hasInput, hasOutput, outputTab } = bench.get();
        const isSeen = hasInput && hasOutput && outputTab === 'output';
        bench.change({ hasInput: !isSeen, hasOutput: true, outputTab: 'output', phonePane: 'output' });
      },
      isOffered: () => can(visitor.role, 'run'),
    },
    { id: 'show-output', title: 'Go to the output', group: 'Run', act: () => show('output', 'Output') },
    { id: 'show-tests', title: 'Go to the tests', group: 'Run', act: () => show('tests', 'Tests') },
    {
      id: 'terminal',
      title: 'Go to the terminal, or back to the code',
      group: 'Run',
      shortcuts: ['Ctrl+`'],
      keywords: 'shell console bash command line',
      act: () => {
        if (!isFocusIn('Terminal')) return show('terminal', 'Terminal');
        bench.change({ phonePane: 'editor' });
        room.editor.get()?.focus();
      },
    },
    {
      id: 'open-terminal',
      title: 'Open the terminal for everybody',
      group: 'Run',
      act: () => {
        session.terminal.open();
        show('terminal', 'Terminal');
      },
      isOffered: () => mayType && terminal() === null,
    },
    {
      id: 'restart-terminal',
      title: 'Restart the terminal',
      group: 'Run',
      act: () => session.terminal.restart(),
      isOffered: () => mayType && terminal() !== null,
    },
    {
      id: 'close-terminal',
      title: 'Close the terminal for everybody',
      group: 'Run',
      act: () => session.terminal.close(),
      isOffered: () => mayType && terminal() !== null,
    },
  ];
}

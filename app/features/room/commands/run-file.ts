import { fileLanguageOf } from '#app/features/editor/file-language.ts';
import { acceptsEdits } from '#core/interview-status.ts';
import { can } from '#core/roles.ts';
import type { Room } from '../room-context.ts';

/** Asks the room to run the open file and shows the output. Returns whether it asked; if not, it has said why. */
export function runOpenFile(room: Room): boolean {
  const { session, bench, files, toasts } = room;
  const file = files.get().files.find(({ id }) => id === bench.get().active);
  const problem = problemOfRun(room, file?.path ?? null);
  if (problem || !file) {
    toasts.show({ text: problem ?? 'Open a file first, then run it.', tone: 'bad' });
    return false;
  }
  if (session.run(file.id) === null) {
    toasts.show({ text: 'There is no connection right now. Run it again in a moment.', tone: 'bad' });
    return false;
  }
  bench.change({ hasOutput: true, phonePane: 'output' });
  return true;
}

/** Why the file at this path cannot run now, in words, or null. */
export function problemOfRun(
  { session, visitor }: Pick<Room, 'session' | 'visitor'>,
  path: string | null,
): string | null {
  const { status, run } = session.state.get();
  if (!can(visitor.role, 'run')) return 'You are watching. Only people who take part can run code.';
  if (!acceptsEdits(status)) return 'This interview does not run code right now.';
  if (run && !run.outcome) return `${run.byName} is already running ${run.entry}.`;
  if (path === null) return 'Open a file first, then run it.';
  const { canRun, label } = fileLanguageOf(path);
  return canRun ? null : `${label} does not run. Open a Python, JavaScript or TypeScript file.`;
}

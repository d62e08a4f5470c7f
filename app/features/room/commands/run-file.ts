import { fileLanguageOf } from '#app/features/editor/file-language.ts';
import { acceptsEdits } from '#core/interview-status.ts';
import { LANGUAGES, languageOfPath } from '#core/languages.ts';
import { MAX_RUN_INPUT } from '#core/limits.ts';
import { can } from '#core/roles.ts';
import type { Room } from '../room-context.ts';

const NO_CONNECTION = 'There is no connection right now. Try again in a moment.';

/** Asks the room to run the open file and shows the output. Returns whether it asked; if not, it has said why. */
export function runOpenFile(room: Room): boolean {
  const { session, bench } = room;
  const { stdin, isInteractive } = bench.get();
  return ask(room, problemOfRun, 'output', (fileId) => session.runs.start(fileId, { stdin, isInteractive }));
}

/** Asks the room to test the open file and shows the tests. Returns whether it asked; if not, it has said why. */
export function testOpenFile(room: Room): boolean {
  return ask(room, problemOfTests, 'tests', (fileId) => room.session.runs.startTests(fileId));
}

/** Why the file at this path cannot run now, in words, or null. */
export function problemOfRun(
  room: Pick<Room, 'session' | 'visitor' | 'bench'>,
  path: string | null,
): string | null {
  const problem = problemOfAnyRun(room, path, 'run');
  if (problem) return problem;
  const tooMuch = room.bench.get().stdin.length - MAX_RUN_INPUT;
  return tooMuch > 0 ? `The input is too long by ${tooMuch} characters. Shorten it first.` : null;
}

/** Why the tests cannot run against the file at this path now, in words, or null. */
export function problemOfTests(
  room: Pick<Room, 'session' | 'visitor' | 'problem'>,
  path: string | null,
): string | null {
  if (!room.problem.get()?.tests) {
    return room.visitor.isMember
      ? 'This interview has no tests. Add them on its page.'
      : 'This interview has no tests.';
  }
  return problemOfAnyRun(room, path, 'test');
}

function problemOfAnyRun(
  { session, visitor }: Pick<Room, 'session' | 'visitor'>,
  path: string | null,
  verb: 'run' | 'test',
): string | null {
  const { status, run } = session.state.get();
  if (!can(visitor.role, 'run')) return `You are watching. Only people who take part can ${verb} code.`;
  if (!acceptsEdits(status)) return 'This interview does not run code right now.';
  if (run && !run.outcome) {
    return run.tests
      ? `${run.byName} is already running the tests.`
      : `${run.byName} is already running ${run.entry}.`;
  }
  if (path === null) return `Open a file first, then ${verb} it.`;
  const language = languageOfPath(path);
  if (!language) return `${fileLanguageOf(path).label} does not run. Open a file with a program.`;
  const missing = session.state.get().languages?.find(({ id, version }) => id === language && !version);
  if (!missing) return null;
  const { label } = LANGUAGES[language];
  return `${label} is not installed on this machine.${missing.missing ? ` To add it: ${missing.missing}` : ''}`;
}

function ask(
  room: Room,
  problemOf: (room: Room, path: string | null) => string | null,
  tab: 'output' | 'tests',
  send: (fileId: string) => boolean,
): boolean {
  const { bench, files, toasts } = room;
  const file = files.get().files.find(({ id }) => id === bench.get().active);
  const problem = problemOf(room, file?.path ?? null);
  if (problem || !file) {
    toasts.show({ text: problem ?? 'Open a file first.', tone: 'bad' });
    return false;
  }
  if (!send(file.id)) {
    toasts.show({ text: NO_CONNECTION, tone: 'bad' });
    return false;
  }
  bench.change({ hasOutput: true, outputTab: tab, phonePane: 'output' });
  return true;
}

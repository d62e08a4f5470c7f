import type { ReplayCursor, ReplayState } from '#core/tape/timeline/replay-state.ts';
import type { RunsAt } from '#core/tape/timeline/runs.ts';
import type { TextSplice } from '#core/tape/timeline/text-log.ts';
import type { Timeline } from '#core/tape/timeline/timeline.ts';
import { joinSplices } from './join-splices.ts';
import { type EditorText, toEditorText } from './line-ends.ts';
import type { Moment, MomentFile, MomentTarget, MomentTerminal, MomentView } from './tape-protocol.ts';

/** Longest text that a terminal starts over with, in characters: more would stop the page while it draws. */
const MAX_TERMINAL_RESET = 400_000;

/** Tells the moments of a timeline one after the other, each as its difference from the last. */
export class MomentTeller {
  readonly #timeline: Timeline;
  #tree = '';
  #runs = '';
  #file: { id: string; path: string; position: number; hasReturns: boolean } | null = null;
  #terminal: { first: number; count: number; position: number } | null = null;

  constructor(timeline: Timeline) {
    this.#timeline = timeline;
  }

  /** The moment at this target, with what the view asks for. */
  tell(target: MomentTarget, view: MomentView): Moment {
    const state = this.#timeline.stateAt(this.#positionOf(target));
    const { position } = state;
    const startAt = this.#timeline.startAt ?? 0;
    const openFiles = [...state.openFiles];
    const shown = this.#tellFile(state, view);
    const { startedAt, endedAt } = state.clock;
    return {
      position,
      atMs: target.by === 'time' ? Math.max(0, target.atMs) : state.at - startAt,
      tree: this.#tellTree(state),
      file: shown?.file ?? null,
      cursors: state.cursors.map((cursor) => placeCursor(cursor, shown)),
      openFiles,
      present: state.present,
      status: state.status,
      startedAt,
      endedAt,
      questionChanges: state.question.changes,
      chatCount: state.chatCount,
      runs: this.#tellRuns(state.runs),
      terminal: view.hasTerminal ? this.#tellTerminal(state) : null,
    };
  }

  #positionOf(target: MomentTarget): number {
    if (target.by === 'time') return this.#positionAt(target.atMs);
    let position = 'position' in target.from ? target.from.position : this.#positionAt(target.from.atMs);
    for (let n = Math.abs(target.steps); n > 0; n--) {
      const next =
        target.steps > 0 ? this.#timeline.nextEdit(position) : this.#timeline.previousEdit(position);
      if (next === null) break;
      position = next;
    }
    return position;
  }

  #positionAt(atMs: number): number {
    return this.#timeline.atTime((this.#timeline.startAt ?? 0) + atMs);
  }

  #tellTree(state: ReplayState): Moment['tree'] {
    const files = state.files.map(({ id, path }) => ({ id, path }));
    const tree = { files, folders: [...state.folders] };
    const said = JSON.stringify(tree);
    if (said === this.#tree) return null;
    this.#tree = said;
    return tree;
  }

  #tellFile(state: ReplayState, { fileId, following, hasAttribution }: MomentView): ShownFile | null {
    const { files, openFiles } = state;
    const wished = [following && openFiles.get(following), fileId, ...openFiles.values(), files[0]?.id];
    const file = wished.flatMap((id) => files.find((one) => one.id === id) ?? [])[0];
    const original = file ? state.text(file.id) : null;
    if (!file || original === null) {
      this.#file = null;
      return null;
    }
    const text = toEditorText(original);
    const before = this.#file;
    const hasReturns = original.includes('\r');
    const splices =
      before?.id === file.id && before.path === file.path && !before.hasReturns && !hasReturns
        ? this.#splicesOf(file.id, before.position, state.position)
        : null;
    this.#file = { id: file.id, path: file.path, position: state.position, hasReturns };
    return {
      text,
      file: {
        id: file.id,
        path: file.path,
        text: splices ? { splices } : { whole: text.text },
        attribution: hasAttribution ? attributionOf(state, file.id, text) : null,
      },
    };
  }

  #splicesOf(fileId: string, from: number, to: number): TextSplice[] | null {
    const changes = from === to ? { splices: [] } : this.#timeline.changes(from, to);
    if (!changes) return null;
    const own = changes.splices
      .filter((splice) => splice.fileId === fileId)
      .map(({ at, deleted, inserted }) => ({ at, deleted, inserted }));
    return own.some(({ inserted }) => inserted.includes('\r')) ? null : joinSplices(own);
  }

  #tellRuns(runs: RunsAt): RunsAt | null {
    const said = [runs.run, runs.programRun, runs.testRun]
      .map((run) => {
        if (!run) return '';
        const printed = run.output.reduce((sum, { text }) => sum + text.length, 0);
        return `${run.runId} ${printed} ${run.tests?.results.length ?? ''} ${run.outcome !== null}`;
      })
      .join();
    if (said === this.#runs) return null;
    this.#runs = said;
    return runs;
  }

  #tellTerminal(state: ReplayState): MomentTerminal {
    const { isOpen, size, typist, firstOutput: first, outputCount: count } = state.terminal;
    const before = this.#terminal;
    const isReset = before?.first !== first || count < before.count;
    this.#terminal = { first, count, position: state.position };
    const { output } = this.#timeline.terminal;
    let data = '';
    for (let n = isReset ? first : before.count; n < count; n++) data += output[n]?.data ?? '';
    return { isOpen, size, typist, isReset, data: isReset ? data.slice(-MAX_TERMINAL_RESET) : data };
  }
}

interface ShownFile {
  file: MomentFile;
  text: EditorText;
}

function placeCursor(cursor: ReplayCursor, shown: ShownFile | null): Moment['cursors'][number] {
  const { participantId, fileId, anchor, head } = cursor;
  const place = shown?.file.id === fileId ? shown.text.place : (offset: number) => offset;
  return { participantId, fileId, anchor: place(anchor), head: place(head) };
}

/** In units of the editor's text. */
function attributionOf(state: ReplayState, fileId: string, { place }: EditorText): MomentFile['attribution'] {
  let at = 0;
  return (state.attribution(fileId) ?? []).map((run) => {
    const from = place(at);
    at += run.length;
    return { ...run, length: place(at) - from };
  });
}

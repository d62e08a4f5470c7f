import { isOver } from '#core/interview-status.ts';
import {
  FRAME_KINDS,
  type Frame,
  isUpdateKind,
  type Origin,
  SYSTEM_AUTHOR,
  WITHHELD_KIND,
} from '../frames.ts';
import { DocumentFold, type TextChange } from './document-fold.ts';
import type { EventData, EventKind, TimelineEvent } from './events.ts';
import { isLively } from './idle.ts';
import type { Moment } from './moment.ts';
import { isJsonKind, type JsonKind, type PayloadOf, parsePayload } from './payloads.ts';
import type { Source } from './sources.ts';
import { Timeline } from './timeline.ts';
import { TimelineLogs } from './timeline-logs.ts';

/** Frames that are folded in one transaction of the document: more keeps too much unsorted, fewer costs more for each. */
const FRAMES_PER_BATCH = 512;

/**
 * Folds the frames of a tape, in order and from its first, into a timeline. Frames may come in pieces of any size; the
 * timeline can be asked after each. What cannot be read is counted and skipped.
 */
export class TimelineBuilder {
  readonly #logs = new TimelineLogs();
  readonly #fold = new DocumentFold();
  readonly #handlers: Handlers = this.#makeHandlers();
  /** How the next update of an author came to be. */
  readonly #origins = new Map<string, Origin>();
  /** Whom a Yjs client id belongs to. */
  readonly #owners = new Map<number, string>();
  readonly #tests = new Map<string, EventData['tests']>();
  readonly #chatIds = new Set<string>();
  readonly #speechIds = new Set<string>();
  #hasClock = false;
  /** The same object before and after frames are added. */
  readonly timeline = new Timeline(this.#logs);

  /** Adds the frames that follow those added before. */
  add(frames: readonly Frame[]): void {
    for (let from = 0; from < frames.length; from += FRAMES_PER_BATCH) {
      const batch = frames.slice(from, from + FRAMES_PER_BATCH);
      const isEnded = this.#fold.batch(() => {
        for (const frame of batch) this.#take(frame);
      });
      if (!isEnded) this.#logs.skipped++;
    }
  }

  #take({ at, author, kind, payload }: Frame): void {
    const { lively, times } = this.#logs;
    const moment: Moment = {
      position: times.length + 1,
      at: Math.max(at, times.at(-1) ?? at),
      author,
    };
    times.push(moment.at);
    if (kind === WITHHELD_KIND) return;
    if (isLively(kind)) lively.push(moment.position);
    if (isUpdateKind(kind)) this.#takeUpdate(moment, kind, payload);
    else if (!isJsonKind(kind) || !this.#takeJson(moment, kind, payload)) this.#logs.skipped++;
  }

  #takeUpdate({ position, author }: Moment, kind: number, payload: Uint8Array): void {
    const { cursors, edits, files, sources } = this.#logs;
    const { changes, isReadable, isTreeChanged } = this.#fold.apply(payload);
    if (!isReadable) this.#logs.skipped++;
    const origin = this.#origins.get(author) ?? null;
    this.#origins.delete(author);
    // who brings something back did not write it, and nobody knows who deleted what goes with it
    const actor = kind === FRAME_KINDS.recovered ? -1 : sources.numberOf(author);
    for (const change of changes) {
      const isRepair = change.client === null && change.inserted !== '';
      const source = isRepair
        ? change.log.sourceAt(change.at)
        : this.#sourceOf(change, { kind, author, origin });
      const isTaken = change.log.append(change, { position, source, actor: isRepair ? -1 : actor });
      if (!isTaken) this.#logs.skipped++; // forged: it made Yjs join two texts, which rooms refuse
    }
    const isListed = changes.some(({ log }) => files.fileOf(log));
    cursors.follow(
      position,
      changes,
      kind === FRAME_KINDS.update && author !== SYSTEM_AUTHOR ? author : null,
    );
    const isTreeNew = isTreeChanged && files.update(position, this.#fold);
    if (isListed || isTreeNew) edits.push(position);
  }

  /** The number of the source of what a change inserted. */
  #sourceOf(
    { client }: TextChange,
    { kind, author, origin }: { kind: number; author: string; origin: Origin | null },
  ): number {
    // only updates are by whom they came from: the room also writes down what others wrote and a crash took
    const owner = kind === FRAME_KINDS.update || client === null ? author : this.#owners.get(client);
    const writer = owner ?? author;
    const { people, sources } = this.#logs;
    let how: Source['how'] = 'typed';
    if (people.get(writer)?.role === 'ai') how = 'ai';
    else if (origin && writer === author) how = origin;
    else if (writer === SYSTEM_AUTHOR) how = 'room';
    return sources.codeOf(writer, how);
  }

  #takeJson<K extends JsonKind>(moment: Moment, kind: K, bytes: Uint8Array): boolean {
    const payload = parsePayload(kind, bytes);
    if (!payload) return false;
    this.#handlers[kind](moment, payload);
    return true;
  }

  #note<K extends EventKind>({ position, at, author }: Moment, kind: K, data: EventData[K]): void {
    this.#logs.events.push({ position, at, author, kind, data } as TimelineEvent);
  }

  #makeHandlers(): Handlers {
    const logs = this.#logs;
    const { chat, cursors, people, runs, terminal } = logs;
    return {
      [FRAME_KINDS.presence]: (moment, payload) => {
        people.take(moment, payload);
        if (payload.event === 'left') cursors.leave(moment);
        this.#note(moment, 'presence', payload);
      },
      [FRAME_KINDS.chat]: (moment, message) => {
        if (this.#chatIds.has(message.id)) return; // sent again after a lost line
        this.#chatIds.add(message.id);
        chat.push(moment.position, message);
        this.#note(moment, 'chat', message);
      },
      [FRAME_KINDS.runStarted]: (moment, payload) => this.#note(moment, 'run', runs.start(moment, payload)),
      [FRAME_KINDS.testsStarted]: (moment, payload) => {
        const data = { run: runs.start(moment, payload), passed: 0, total: payload.total };
        this.#tests.set(payload.runId, data);
        this.#note(moment, 'tests', data);
      },
      [FRAME_KINDS.runOutput]: (moment, payload) => runs.output(moment, payload),
      [FRAME_KINDS.runInput]: (moment, payload) =>
        runs.input(moment, payload, people.get(moment.author)?.name ?? ''),
      [FRAME_KINDS.testResult]: (moment, { runId, result }) => {
        runs.result(moment, runId, result);
        const tests = this.#tests.get(runId);
        if (tests && result.verdict === 'accepted') tests.passed++;
      },
      [FRAME_KINDS.runEnded]: (moment, { runId, outcome }) => runs.end(moment, runId, outcome, null),
      [FRAME_KINDS.testsEnded]: (moment, { runId, outcome, summary }) => {
        runs.end(moment, runId, outcome, summary);
        const tests = this.#tests.get(runId);
        if (tests && summary) tests.passed = summary.passed;
      },
      [FRAME_KINDS.status]: (moment, payload) => {
        logs.statuses.push(moment.position, payload.status);
        this.#deriveClock(moment, payload);
        this.#note(moment, 'status', payload);
      },
      [FRAME_KINDS.clock]: (moment, payload) => {
        this.#hasClock = true;
        logs.clocks.push(moment.position, payload);
        this.#note(moment, 'clock', payload);
      },
      [FRAME_KINDS.clientId]: ({ author }, { clientId }) => void this.#owners.set(clientId, author),
      [FRAME_KINDS.origin]: ({ author }, { origin }) => void this.#origins.set(author, origin),
      [FRAME_KINDS.terminal]: (moment, payload) => {
        const { event, size } = payload;
        terminal.change(moment, payload);
        if (event !== 'resized') this.#note(moment, 'terminal', { event, size });
      },
      [FRAME_KINDS.terminalOutput]: (moment, { data }) => terminal.print(moment, data),
      [FRAME_KINDS.terminalInput]: (moment, { data }) => terminal.type(moment, data),
      [FRAME_KINDS.selection]: (moment, { fileId, anchor, head }) =>
        cursors.set(moment, fileId === null ? null : { fileId, anchor, head }),
      [FRAME_KINDS.fileOpened]: ({ position, author }, { fileId }) => cursors.open(position, author, fileId),
      [FRAME_KINDS.consent]: (moment, payload) => this.#note(moment, 'consent', payload),
      [FRAME_KINDS.signal]: (moment, payload) => this.#note(moment, 'signal', payload),
      [FRAME_KINDS.mark]: (moment, payload) => this.#note(moment, 'mark', payload),
      [FRAME_KINDS.question]: (moment, { event, ...asked }) => {
        logs.questions.push(moment.position, moment.at);
        this.#note(moment, 'question', { asked: 'questionId' in asked ? asked : null });
      },
      [FRAME_KINDS.hint]: (moment, payload) => this.#note(moment, 'hint', payload),
      [FRAME_KINDS.interviewer]: (moment, payload) => this.#note(moment, 'interviewer', payload),
      [FRAME_KINDS.assistant]: (moment, payload) => this.#note(moment, 'assistant', payload),
      [FRAME_KINDS.speech]: (moment, payload) => {
        if (this.#speechIds.has(payload.id)) return;
        this.#speechIds.add(payload.id);
        logs.speeches.push(payload);
        this.#note(moment, 'speech', payload);
      },
    };
  }

  /** Tapes that tell nothing of the clock: it began with the interview and ended with it. */
  #deriveClock({ position, at }: Moment, { status }: PayloadOf<typeof FRAME_KINDS.status>): void {
    if (this.#hasClock) return;
    const { clocks } = this.#logs;
    const { startedAt, endedAt } = clocks.last ?? { startedAt: null, endedAt: null };
    if (status === 'in_progress') clocks.push(position, { startedAt: startedAt ?? at, endedAt });
    if (isOver(status)) clocks.push(position, { startedAt, endedAt: endedAt ?? at });
  }
}

type Handlers = { [K in JsonKind]: (moment: Moment, payload: PayloadOf<K>) => void };

/** The timeline of a whole tape. */
export function buildTimeline(frames: readonly Frame[]): Timeline {
  const builder = new TimelineBuilder();
  builder.add(frames);
  return builder.timeline;
}

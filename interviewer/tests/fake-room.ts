import type { InterviewClock } from '#core/interview-clock.ts';
import type { InterviewStatus } from '#core/interview-status.ts';
import type { FloorHold, InterviewerStep } from '#core/interviewer.ts';
import type { Brief, BriefQuestion } from '#core/interviewer-service.ts';
import type { Person, Run } from '#core/room-protocol.ts';
import { type AskedQuestion, folderOf, type RoomQuestion } from '#core/room-question.ts';
import type { Heard } from '#core/speech.ts';
import type { CaseResult } from '#core/test-protocol.ts';
import type { Clock } from '../clock.ts';
import type { Message, Room, RoomListener } from '../room/room.ts';

const AI = '00000000-0000-4000-8000-0000000000a1';
const BOB = '00000000-0000-4000-8000-0000000000b0';
const ADA = '00000000-0000-4000-8000-0000000000ad';

/** What the room would hold of a question that was asked, and the files that it brings. */
export interface FakeQuestion {
  brief: BriefQuestion;
  hints: string[];
  starter: string;
  /** Gives what the tests find in a text. */
  test: (text: string) => boolean[];
}

/** A room in memory, with a candidate in it, that keeps to the rules of the real one. */
export class FakeRoom implements Room {
  readonly you = AI;
  status: InterviewStatus = 'in_progress';
  clock: InterviewClock;
  people: Person[];
  chat: Message[] = [];
  question: RoomQuestion | null = null;
  asked: AskedQuestion[] = [];
  run: Run | null = null;
  hold: FloorHold | null = null;
  /** What was written down, in order. */
  steps: InterviewerStep[] = [];
  memory: string | null = null;
  /** Pieces of what is being written. */
  parts: string[] = [];
  activities: string[] = [];
  /** What was said in the call. */
  speeches: Heard[] = [];
  captions: string[] = [];
  minds: string[] = [];
  pointed: { fileId: string; from: number; to: number } | null = null;
  /** What is asked of the room is refused with this while it is set. */
  refusal: string | null = null;
  isLeft = false;
  /** While true nothing that is written down arrives. */
  isOffline = false;
  cursor: { fileId: string; line: number } | null = null;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #questions: readonly FakeQuestion[];
  readonly #files = new Map<string, { path: string; text: string }>();
  #listener: RoomListener | null = null;
  #count = 0;

  constructor(clock: Pick<Clock, 'now'>, questions: readonly FakeQuestion[], limitMs: number | null = null) {
    this.#clock = clock;
    this.#questions = questions;
    this.clock = { startedAt: clock.now(), endedAt: null, limitMs, pausedAt: null, pausedMs: 0 };
    this.people = [person(BOB, 'Bob', 'candidate'), person(AI, 'AI interviewer', 'ai')];
  }

  /** The room as the interviewer's process has it after it connected; `enter` lets it in. */
  connect(listener: RoomListener): Room {
    this.#listener = listener;
    this.isLeft = false;
    return this;
  }

  enter(): void {
    this.#listener?.onEntered(this.memory);
  }

  now(): number {
    return this.#clock.now();
  }

  /** What the interviewer said, in order. */
  get said(): string[] {
    return this.chat.filter(({ role }) => role === 'ai').map(({ text }) => text);
  }

  get text(): string {
    return [...this.#files.values()].at(-1)?.text ?? '';
  }

  /** The candidate, or a person who interviews, says something. */
  hear(text: string, by: 'candidate' | 'interviewer' = 'candidate'): void {
    const [participantId, name] = by === 'candidate' ? [BOB, 'Bob'] : [ADA, 'Ada'];
    this.#add({ participantId, name, role: by, text });
  }

  /** The candidate types: the newest file has this text now. */
  type(text: string): void {
    const id = [...this.#files.keys()].at(-1);
    if (id === undefined) throw new Error('There is no file.');
    this.#files.set(id, { path: this.#files.get(id)?.path ?? '', text });
    this.cursor = { fileId: id, line: text.split('\n').length };
    this.#listener?.onEdit();
  }

  /** The candidate runs the tests of the question. */
  runTests(_fileId = ''): Promise<Run | string> {
    const question = this.#questions.find(({ brief }) => brief.questionId === this.question?.questionId);
    if (this.refusal !== null || !question) return Promise.resolve(this.refusal ?? 'There are no tests.');
    const results = question.test(this.text).map((passes, index): CaseResult => {
      const isHidden = index > 0;
      return {
        ...{ index, isHidden, weight: 1, timeMs: isHidden ? null : 1, memoryBytes: null },
        name: `Case ${index + 1}`,
        verdict: passes ? 'accepted' : 'wrong_answer',
        detail: isHidden
          ? null
          : { input: '[1]', expected: '2', actual: passes ? '2' : '3', stdout: '', message: '' },
      };
    });
    const passed = results.filter(({ verdict }) => verdict === 'accepted').length;
    const verdict = passed === results.length ? 'accepted' : 'wrong_answer';
    const cost = { timeMs: 1, cpuMs: null, memoryBytes: null };
    const summary = {
      verdict,
      passed,
      total: results.length,
      score: passed / results.length,
      ...cost,
    } as const;
    return Promise.resolve(
      this.#ran({ verdict, tests: { total: results.length, results, summary }, output: [] }),
    );
  }

  /** The candidate runs the program. */
  runProgram(verdict: 'accepted' | 'runtime_error', output = ''): Run {
    return this.#ran({ verdict, tests: null, output: [{ stream: 'stderr', text: output }] });
  }

  /** A person takes the floor, or gives it back. */
  take(takesOver: boolean | null): void {
    this.hold = takesOver === null ? null : { participantId: ADA, byName: 'Ada', at: this.now(), takesOver };
    this.#listener?.onChange();
  }

  /** Status, people or clock have changed. */
  change(part: Partial<Pick<FakeRoom, 'status' | 'people' | 'clock'>>): void {
    Object.assign(this, part);
    this.#listener?.onChange();
  }

  files(): { id: string; path: string; text: string }[] {
    return [...this.#files].map(([id, file]) => ({ id, ...file }));
  }

  cursorOf(participantId: string): { fileId: string; line: number } | null {
    return participantId === BOB ? this.cursor : null;
  }

  sayPart(_id: string, text: string): void {
    if (!this.isLeft && !this.hold) this.parts.push(text);
  }

  async say(id: string, text: string): Promise<string | null> {
    if (this.hold) return 'A person has the floor.';
    if (this.isLeft) return 'The interviewer has left.';
    this.#add({ id, participantId: AI, name: 'AI interviewer', role: 'ai', text });
    return null;
  }

  async ask(questionId: string): Promise<string | null> {
    const question = this.#questions.find(({ brief }) => brief.questionId === questionId);
    if (this.refusal !== null || !question) return this.refusal ?? 'There is no such question.';
    const { title, kind, difficulty, statement, hintCount } = question.brief;
    const folder = folderOf(this.asked.length + 1, title);
    this.asked.push({ questionId, title, folder });
    this.#files.set(`file-${this.asked.length}`, { path: `${folder}/main.py`, text: question.starter });
    const problem = { statement, tests: null };
    this.question = {
      questionId,
      title,
      folder,
      kind,
      difficulty,
      problem,
      hints: [],
      hintCount,
    } as RoomQuestion;
    this.#listener?.onEdit();
    this.#listener?.onChange();
    return null;
  }

  async hint(): Promise<string | null> {
    const question = this.#questions.find(({ brief }) => brief.questionId === this.question?.questionId);
    const text = question?.hints[this.question?.hints.length ?? 0];
    if (this.refusal !== null || !this.question || text === undefined)
      return this.refusal ?? 'There is no further hint.';
    this.question = {
      ...this.question,
      hints: [...this.question.hints, { text, byName: 'AI', at: this.now() }],
    };
    this.#listener?.onChange();
    return null;
  }

  point(lines: { fileId: string; from: number; to: number } | null): boolean {
    if (lines && !this.#files.has(lines.fileId)) return false;
    this.pointed = lines;
    return true;
  }

  heard(heard: Heard): void {
    this.speeches.push(heard);
    if (heard.participantId !== BOB) return;
    const { id, text, participantId } = heard;
    this.#add({ id, participantId, name: 'Bob', role: 'candidate', text, isSpoken: true });
  }

  caption(text: string): void {
    this.captions.push(text);
  }

  report({ mind, activity }: Parameters<Room['report']>[0]): void {
    this.activities.push(activity);
    this.minds.push(mind.kind);
  }

  note(steps: readonly InterviewerStep[], memory: string): boolean {
    if (this.isLeft || this.isOffline) return false;
    this.steps.push(...steps);
    this.memory = memory;
    return true;
  }

  async end(): Promise<string | null> {
    if (this.refusal !== null) return this.refusal;
    this.change({ status: 'completed' });
    return null;
  }

  leave(): void {
    this.isLeft = true;
    this.#listener = null;
  }

  #add(said: Pick<Message, 'participantId' | 'name' | 'role' | 'text' | 'isSpoken'> & { id?: string }): void {
    const message = { id: crypto.randomUUID(), colour: 0, at: this.now(), ...said };
    this.chat.push(message);
    this.#listener?.onChat(message);
  }

  #ran({
    verdict,
    tests,
    output,
  }: Pick<Run, 'tests' | 'output'> & { verdict: 'accepted' | 'wrong_answer' | 'runtime_error' }): Run {
    const run: Run = {
      runId: `00000000-0000-4000-8000-${String(++this.#count).padStart(12, '0')}`,
      byParticipantId: BOB,
      byName: 'Bob',
      entry: this.files().at(-1)?.path ?? 'main.py',
      language: 'python',
      position: 0,
      startedAt: this.now(),
      queuePosition: null,
      output,
      isInteractive: false,
      tests,
      outcome: {
        ...{ type: 'ended', verdict, exitCode: verdict === 'accepted' ? 0 : 1, signal: null },
        ...{ timeMs: 1, cpuMs: null, memoryBytes: null, outputTruncated: false },
      },
    };
    this.run = run;
    this.#listener?.onRun(run);
    return run;
  }
}

function person(participantId: string, name: string, role: Person['role']): Person {
  return { participantId, name, role, colour: 0, since: 0 };
}

/** A question for tests; `main.py` passes all cases when it says `right`, and the visible one when it says `half`. */
export function buildQuestion(title: string, part: Partial<BriefQuestion> = {}): FakeQuestion {
  return {
    brief: {
      questionId: crypto.randomUUID(),
      title,
      kind: 'coding',
      difficulty: 'easy',
      tags: [],
      minutes: 20,
      statement: `Write a function for ${title}. The input may be empty. Numbers are below one million.`,
      guide: 'Sort first.',
      followUps: ['What if the input is already sorted?', 'Could it be done in one pass?'],
      rubric: [{ id: 'edges', title: 'Edges', levels: { weak: 'none', sound: 'some', strong: 'all' } }],
      hintCount: 2,
      hasTests: true,
      ...part,
    },
    hints: ['Look at the ends.', 'Sort it.'],
    starter: 'def solve():\n    pass\n',
    test: (text) => [text.includes('right') || text.includes('half'), text.includes('right')],
  };
}

export function buildBrief(questions: readonly FakeQuestion[], part: Partial<Brief> = {}): Brief {
  return {
    interviewId: crypto.randomUUID(),
    title: 'Backend engineer',
    organisationName: 'Example',
    candidateName: 'Bob',
    language: 'python',
    mind: 'auto',
    isAdaptive: false,
    questions: questions.map(({ brief }) => brief),
    usage: { turns: 0, inputTokens: 0, cachedInputTokens: 0, outputTokens: 0, costMicros: 0 },
    ...part,
  };
}

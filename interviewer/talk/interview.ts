import { timeLeftAt } from '#core/interview-clock.ts';
import { isOver } from '#core/interview-status.ts';
import {
  type InterviewerActivity,
  type InterviewerStep,
  MAX_STEPS_AT_ONCE,
  type MindTrouble,
} from '#core/interviewer.ts';
import type { Brief, BriefQuestion } from '#core/interviewer-service.ts';
import type { Run } from '#core/room-protocol.ts';
import type { Clock } from '../clock.ts';
import { LEAVE_AFTER, MAX_PROBES, WRAP_TIME } from '../limits.ts';
import type { Log } from '../log.ts';
import type { Minds } from '../mind/minds.ts';
import type { Message, Room, RoomListener } from '../room/room.ts';
import { TextQueue } from '../voice/text-queue.ts';
import type { Spoken, Utterance } from '../voice/voice.ts';
import { Agenda } from './agenda.ts';
import { Answer } from './answer.ts';
import { decide, type Scene, type Trigger } from './attention.ts';
import { Deeds } from './deeds.ts';
import { askedTime, type Intent, intentOf, isAddressed } from './intent.ts';
import { currentOf, encodeMemory, type Memory, newMemory, parseMemory } from './memory.ts';
import { advance, DESIGN_STAGES, type TalkEvent } from './phases.ts';
import { ToolRunner } from './tool-runner.ts';
import { allowedTools, type ToolFacts, type ToolName } from './tools.ts';
import type { Turn } from './turn.ts';
import { isTroubled, showConversation, showFile, showRun } from './view.ts';
import { type OpenVoice, VoiceSide } from './voice-side.ts';

export interface InterviewOptions {
  brief: Brief;
  minds: Minds;
  clock: Clock;
  log: Log;
  connect: (listener: RoomListener) => Room;
  /** Joins the call with this candidate; null where interviews have none. */
  openVoice: OpenVoice | null;
  /** It is over, or it has left because the candidate is away. */
  onDone: (why: 'over' | 'away') => void;
}

/** What it says by itself about the work; between two of these there is some time. */
const REMARKS: ReadonlySet<Trigger> = new Set<Trigger>(['run', 'nudge', 'question-time']);

/** What is asked of the interviewer beside the question: answering it brings the talk no further. */
const isRequest = (intent: Intent) => intent === 'time' || intent === 'hint' || intent === 'repeat';

/** How long a question should take, in milliseconds; without one it is not asked. */
const timeOf = (question: BriefQuestion | null) => (question?.minutes ?? 0) * 60_000;

/** An answer that is being given. */
interface Speaking {
  abort: AbortController;
  answer: Answer | null;
  utterance: Utterance | null;
}

/** One interview that is held: hears the room, decides when it is its turn, says and does it, remembers. */
export class Interview implements RoomListener {
  readonly #given: InterviewOptions;
  readonly #room: Room;
  readonly #tools: ToolRunner;
  readonly #agenda: Agenda;
  readonly #voice: VoiceSide;
  #memory: Memory | null = null;
  /** What is to be written down with the memory next. */
  #steps: InterviewerStep[] = [];
  #speaking: Speaking | null = null;
  /** What was done for an answer that nobody has heard yet. */
  #deeds = new Deeds();
  #returnsFrom: Turn['returnsFrom'] = null;
  #wasHeld = false;
  #wasPaused = false;
  /** When a run ended that went wrong and was not remarked on. */
  #failedAt: number | null = null;
  #editedAt: number | null = null;
  #activeAt: number;
  #cancelLook: (() => void) | null = null;
  #cancelLeave: (() => void) | null = null;
  #isDone = false;

  constructor(options: InterviewOptions) {
    this.#given = options;
    this.#activeAt = options.clock.now();
    this.#room = options.connect(this);
    this.#agenda = new Agenda(options.brief);
    this.#voice = new VoiceSide({
      room: this.#room,
      clock: options.clock,
      openVoice: options.openVoice,
      prompt: () => this.#likelyWords(),
      isFree: () => !this.#isDone && !this.#speaking && !this.#room.hold,
      isStillOpen: (since) => this.#isStillOpen(since),
      sayLine: (text, isWritten) => void this.#sayLine(text, isWritten),
      onVoice: () => {
        this.#activeAt = this.#room.now();
        if (!this.#speaking) this.#report(this.#voice.atRest);
        this.#look();
      },
      onShown: (activity) => this.#report(activity ?? this.#activity),
    });
    this.#tools = new ToolRunner({
      room: this.#room,
      candidateId: () => this.#candidateId(),
      nextQuestion: () => this.#agenda.next(this.#memory?.asked ?? [], this.#room.now(), this.#leftMs),
      currentQuestion: () => this.#memory?.current ?? null,
      onAsked: (questionId) => this.#advance({ type: 'asked', at: this.#room.now(), questionId }),
    });
  }

  /** Leaves the room at once; somebody else goes on. */
  stop(): void {
    if (this.#isDone) return;
    this.#isDone = true;
    this.#cancelLook?.();
    this.#cancelLeave?.();
    this.#cutShort();
    this.#voice.close();
    this.#room.leave();
  }

  /** What answers has changed, or had trouble; for the tape and for people. */
  noteMind(reason: MindTrouble | null): void {
    this.#note({ step: 'mind', mind: this.#given.minds.mind, reason });
    this.#report(this.#activity);
  }

  noteTrouble(trouble: MindTrouble): void {
    this.#note({ step: 'trouble', trouble });
  }

  onEntered(stored: string | null): void {
    const room = this.#room;
    const isFirst = this.#memory === null;
    const known = parseMemory(stored);
    if (isFirst) {
      this.#memory = known ?? { ...newMemory(room.now()), remarked: room.run?.runId ?? null };
      this.#activeAt = room.now();
      this.#wasHeld = room.hold?.takesOver ?? false;
      this.#wasPaused = room.status === 'paused';
      if (known && known.phase !== 'greet' && known.phase !== 'over') {
        this.#returnsFrom = known.hasLeft ? 'pause' : 'cut-off';
        if (!known.hasLeft) this.#steps.push({ step: 'cut-off' });
      }
      this.#memory = { ...this.#memory, hasLeft: false };
      this.#steps.push({ step: 'mind', mind: this.#given.minds.mind, reason: null });
    }
    this.#keep();
    this.#report(this.#activity);
    this.onChange();
  }

  onChat(message: Message): void {
    if (message.participantId === this.#room.you) return;
    this.#activeAt = this.#room.now();
    if (message.role === 'candidate') {
      const { answer, abort, utterance } = this.#speaking ?? {};
      // what nobody has seen yet is thought anew with what was said meanwhile; who types has read enough
      if (answer?.text === '' && abort) abort.abort();
      else if (!message.isSpoken) utterance?.cut();
    }
    this.#look();
  }

  onEdit(): void {
    this.#editedAt = this.#room.now();
    this.#activeAt = this.#editedAt;
    this.#look();
  }

  onRun(run: Run): void {
    const at = this.#room.now();
    this.#activeAt = at;
    if (run.outcome === null) this.#failedAt = null;
    else if (this.#memory && run.runId !== this.#memory.remarked) {
      const summary = run.tests?.summary;
      const tests = summary && summary.total > 0 ? { passed: summary.passed, total: summary.total } : null;
      this.#advance({ type: 'ran', at, runId: run.runId, tests });
      this.#failedAt = isTroubled(run) ? at : null;
    }
    this.#look();
  }

  onChange(): void {
    const room = this.#room;
    if (isOver(room.status)) {
      this.#finish('over');
      return;
    }
    this.#followQuestion();
    const { pausedMs } = room.clock;
    if (this.#memory && pausedMs > this.#memory.pausedMs) this.#advance({ type: 'paused', pausedMs });
    if (room.hold) this.#cutShort();
    if (this.#wasHeld && !room.hold) {
      this.#returnsFrom = 'floor';
      this.#deeds = new Deeds(); // what it says next answers something else
    }
    this.#wasHeld = room.hold?.takesOver ?? false;
    if (this.#wasPaused && room.status === 'in_progress') this.#returnsFrom ??= 'pause';
    this.#wasPaused = room.status === 'paused';
    this.#followCandidate();
    this.#look();
  }

  onClosed(): void {
    this.#finish('over');
  }

  /** A person may have asked a question or given a hint. */
  #followQuestion(): void {
    const { question } = this.#room;
    if (!question || !this.#memory) return;
    if (question.questionId !== this.#memory.current)
      this.#advance({ type: 'asked', at: this.#room.now(), questionId: question.questionId });
    const known = currentOf(this.#memory)?.hints ?? 0;
    for (let n = known; n < question.hints.length; n++) this.#advance({ type: 'hinted' });
  }

  /** Without the candidate there is nobody to talk to; after a while it leaves, and comes back with them. */
  #followCandidate(): void {
    const candidateId = this.#candidateId();
    if (candidateId !== null && this.#voice.listenTo(candidateId)) this.#setPace();
    if (candidateId !== null || !this.#memory) {
      this.#cancelLeave?.();
      this.#cancelLeave = null;
      return;
    }
    this.#cancelLeave ??= this.#given.clock.setTimer(() => {
      this.#memory = this.#memory && { ...this.#memory, hasLeft: true };
      this.#keep();
      this.#finish('away');
    }, LEAVE_AFTER);
  }

  /** What a transcriber may expect: the words of the question. */
  #likelyWords(): string {
    const brief = this.#agenda.find(this.#memory?.current ?? null);
    return brief ? [brief.title, ...brief.tags].join(', ') : '';
  }

  /** Over code people think aloud, and pause for longer. */
  #setPace(): void {
    const isOverCode =
      this.#memory?.phase === 'question' && this.#agenda.find(this.#memory.current)?.kind === 'coding';
    this.#voice.setPace(isOverCode ? 'code' : 'talk');
  }

  /** Breaks off what is being thought and said. */
  #cutShort(): void {
    this.#speaking?.abort.abort();
    this.#speaking?.utterance?.cut();
  }

  /** What it is about, where nothing says it better. */
  get #activity(): InterviewerActivity {
    return this.#speaking ? 'thinking' : this.#voice.atRest;
  }

  #candidateId(): string | null {
    return this.#room.people.find(({ role }) => role === 'candidate')?.participantId ?? null;
  }

  #finish(why: 'over' | 'away'): void {
    if (this.#isDone) return;
    this.stop();
    this.#given.onDone(why);
  }

  /** Decides whether it is its turn, and looks again when that may have changed. */
  #look(): void {
    this.#cancelLook?.();
    this.#cancelLook = null;
    const memory = this.#memory;
    if (this.#isDone || this.#speaking || !memory) return;
    const decision = decide(memory, this.#scene(memory));
    if (!decision) return;
    if ('speak' in decision) void this.#speak(decision.speak);
    else {
      const delay = Math.max(10, decision.lookAt - this.#room.now());
      this.#cancelLook = this.#given.clock.setTimer(() => this.#look(), delay);
    }
  }

  #scene(memory: Memory): Scene {
    const room = this.#room;
    const now = room.now();
    const unheard = this.#unheard();
    const [first] = unheard;
    const last = unheard.at(-1);
    const question = this.#agenda.find(memory.current);
    return {
      now,
      isFree: !room.hold && this.#candidateId() !== null && room.status === 'in_progress',
      isReturning: this.#returnsFrom !== null,
      unheard:
        first && last
          ? {
              firstAt: first.at,
              lastAt: last.at,
              isAside:
                memory.phase === 'question' &&
                question?.kind === 'coding' &&
                unheard.every(({ isSpoken, text }) => isSpoken && !isAddressed(text)),
            }
          : null,
      voiceSince: this.#voice.voiceSince,
      failedAt: this.#failedAt,
      editedAt: this.#editedAt,
      activeAt: this.#activeAt,
      leftMs: this.#leftMs,
      kind: question?.kind ?? null,
      questionMs: timeOf(question),
    };
  }

  /** What the candidate said and was not answered. */
  #unheard(): Message[] {
    const { chat } = this.#room;
    const answered = chat.findLastIndex(({ id }) => id === this.#memory?.answered);
    return chat.slice(answered + 1).filter(({ role }) => role === 'candidate');
  }

  async #speak(trigger: Trigger): Promise<void> {
    const { clock, log, minds } = this.#given;
    const abort = new AbortController();
    const speaking: Speaking = { abort, answer: null, utterance: null };
    this.#speaking = speaking;
    const unheard = this.#unheard();
    let isExchange = false;
    try {
      const intents = unheard.map(({ text }) => intentOf(text));
      isExchange = this.#prepare(trigger, intents);
      this.#room.point(null);
      const id = crypto.randomUUID();
      const words = new TextQueue();
      const answer = new Answer({
        turn: this.#turn(trigger, unheard, intents),
        minds,
        tools: this.#tools,
        deeds: this.#deeds,
        clock,
        signal: abort.signal,
        onText: (text) => {
          words.push(text);
          if (!speaking.utterance) speaking.utterance = this.#beginToSay(words, abort);
        },
        onPart: (text) => this.#room.sayPart(id, text),
        onActivity: (activity) => this.#report(activity),
        onStep: (step) => this.#steps.push(step),
      });
      speaking.answer = answer;
      await answer.finish();
      words.end();
      const spoken = await speaking.utterance?.done;
      // nobody has seen anything of it: it is thought anew
      if (abort.signal.aborted && (answer.text === '' || this.#room.hold)) return;
      const text = spoken?.isCut ? cutText(spoken) : answer.text;
      if (text === '' && answer.text !== '') return; // nothing of it was heard: it is thought anew
      if (text !== '') {
        await this.#room.say(id, text);
        this.#voice.noteSaid(text, spoken ?? null);
      }
      this.#settle(trigger, unheard, intents, isExchange);
      if (answer.endsInterview) await this.#end();
    } catch (error) {
      log.error('An answer failed.', { error: error instanceof Error ? error.name : 'unknown' });
      this.#settle(trigger, unheard, [], isExchange); // the same would fail again at once
    } finally {
      this.#speaking = null;
      if (!this.#isDone) {
        this.#keep();
        this.#report(this.#voice.atRest);
        this.#look();
      }
    }
  }

  /** Says it while it is being written. Who speaks over it ends the writing as well. */
  #beginToSay(words: TextQueue, abort: AbortController): Utterance {
    const utterance = this.#voice.say(words);
    void utterance.done.then(({ isCut }) => isCut && abort.abort());
    return utterance;
  }

  /** Whether what it said at this time still waits for the candidate: nothing was said since, and nothing done. */
  #isStillOpen(since: number): boolean {
    if (this.#room.chat.at(-1)?.participantId !== this.#room.you) return false;
    return this.#memory?.phase === 'consent' || this.#activeAt <= since;
  }

  /** Says something that needs no thought; `isWritten`: it stands in the chat already. */
  async #sayLine(text: string, isWritten: boolean): Promise<void> {
    const words = new TextQueue();
    words.push(text);
    words.end();
    const abort = new AbortController();
    this.#speaking = { abort, answer: null, utterance: this.#beginToSay(words, abort) };
    try {
      if (!isWritten) await this.#room.say(crypto.randomUUID(), text);
      const spoken = await this.#speaking.utterance?.done;
      this.#voice.noteSaid(text, spoken ?? null);
    } finally {
      this.#speaking = null;
      this.#report(this.#voice.atRest);
      this.#look();
    }
  }

  async #end(): Promise<void> {
    const before = this.#memory;
    // written down first: once the interview is over the room takes nothing more
    this.#advance({ type: 'ended', at: this.#room.now() });
    if ((await this.#room.end()) !== null && !this.#isDone) this.#memory = before;
  }

  /** Moves to where this answer will be given. Whether it answers talk about the question. */
  #prepare(trigger: Trigger, intents: readonly Intent[]): boolean {
    const at = this.#room.now();
    const memory = this.#memory;
    if (!memory) return false;
    if (trigger === 'closing') this.#advance({ type: 'last', at });
    if (trigger === 'question-time') this.#advance({ type: 'enough', at });
    if (trigger !== 'message') return false;
    const refuses = memory.phase === 'consent' && intents.includes('no');
    if (refuses || (intents.includes('end') && memory.phase !== 'wrap')) {
      this.#advance({ type: 'declined', at });
      return false;
    }
    const asked = currentOf(memory);
    const isThrough = memory.phase === 'probe' && (asked?.probes ?? 0) >= MAX_PROBES;
    const wantsOn = memory.phase === 'probe' && intents.includes('skip');
    if ((isThrough || wantsOn) && !this.#canGoOn()) {
      this.#advance({ type: 'last', at });
      return false;
    }
    if (intents.every(isRequest)) return false;
    const kind = this.#agenda.find(memory.current)?.kind ?? null;
    const isDone = intents.includes('done') || intents.includes('skip');
    this.#advance({ type: 'heard', at, kind, isDone });
    return memory.phase === 'question';
  }

  /** Remembers what was said and answered. */
  #settle(
    trigger: Trigger,
    unheard: readonly Message[],
    intents: readonly Intent[],
    isExchange: boolean,
  ): void {
    const at = this.#room.now();
    const isRequested = intents.length > 0 && intents.every(isRequest);
    const isProbe = this.#memory?.phase === 'probe' && !isRequested;
    this.#advance({ type: 'spoke', at, isUnasked: REMARKS.has(trigger), isProbe });
    const last = unheard.at(-1);
    // who agrees before they are asked has agreed: the greeting is followed by what comes after a yes
    const isAhead = trigger === 'arrival' && intents.some((intent) => intent === 'yes' || intent === 'done');
    if (last && !isAhead) this.#advance({ type: 'answered', messageId: last.id, isExchange });
    if (trigger === 'message' && intents.at(-1) === 'time') {
      const forMs = askedTime(last?.text ?? '');
      this.#advance({ type: 'quiet', at, ...(forMs === undefined ? {} : { forMs }) });
    }
    // whoever answers has the last run before them
    if (trigger === 'run' || trigger === 'message' || trigger === 'return') this.#failedAt = null;
    this.#returnsFrom = null;
    this.#deeds = new Deeds();
  }

  #turn(trigger: Trigger, unheard: readonly Message[], intents: readonly Intent[]): Turn {
    const room = this.#room;
    const memory = this.#memory ?? newMemory(room.now());
    const now = room.now();
    const brief = this.#agenda.find(memory.current);
    const asked = currentOf(memory);
    const files = room.files();
    const candidateId = this.#candidateId();
    const cursor = candidateId === null ? null : room.cursorOf(candidateId);
    const shown = files.find(({ id }) => id === cursor?.fileId) ?? this.#firstFile(files);
    return {
      trigger,
      phase: memory.phase,
      isPhaseNew: (memory.spokeAt ?? -1) < memory.phaseAt,
      returnsFrom: this.#returnsFrom,
      candidateName: this.#given.brief.candidateName,
      isSpoken: this.#voice.senses?.speaks ?? false,
      leftMs: this.#leftMs,
      question:
        brief && asked
          ? {
              brief,
              asked,
              forMs: now - asked.askedAt,
              stage: brief.kind === 'system_design' ? (DESIGN_STAGES[asked.stage] ?? null) : null,
            }
          : null,
      questionsLeft: this.#agenda.countLeft(memory.asked),
      conversation: showConversation(room.chat, room.you, new Set(unheard.map(({ id }) => id))),
      file: shown ? showFile(shown.path, shown.text, cursor?.fileId === shown.id ? cursor.line : null) : null,
      paths: files.map(({ path }) => path),
      run: room.run && showRun(room.run),
      tools: this.#allowedTools(memory, intents, files.length > 0),
      done: this.#deeds.tools,
    };
  }

  #firstFile(files: ReturnType<Room['files']>): ReturnType<Room['files']>[number] | undefined {
    const folder = this.#room.question?.folder;
    return files.find(({ path }) => folder === undefined || path.startsWith(`${folder}/`));
  }

  #allowedTools(memory: Memory, intents: readonly Intent[], hasCode: boolean): ToolName[] {
    const room = this.#room;
    const now = room.now();
    const brief = this.#agenda.find(memory.current);
    const leftMs = this.#leftMs;
    const facts: ToolFacts = {
      now,
      isClosing: leftMs !== null && leftMs <= WRAP_TIME,
      hasAnswered: room.chat.some(({ role, at }) => role === 'candidate' && at >= memory.phaseAt),
      asksForHint: intents.includes('hint'),
      asksToGoOn: intents.some((intent) => intent === 'done' || intent === 'skip'),
      questionsLeft: this.#canGoOn() ? this.#agenda.countLeft(memory.asked) : 0,
      hintsLeft: (brief?.hintCount ?? 0) - (currentOf(memory)?.hints ?? 0),
      hasTests: brief?.hasTests ?? false,
      hasCode,
      questionMs: timeOf(brief),
    };
    return allowedTools(memory, facts);
  }

  /** What is left of the interview, in milliseconds; null where nothing limits it. */
  get #leftMs(): number | null {
    return timeLeftAt(this.#room.clock, this.#room.now());
  }

  #canGoOn(): boolean {
    return this.#agenda.canGoOn(this.#memory?.asked ?? [], this.#room.now(), this.#leftMs);
  }

  #advance(event: TalkEvent): void {
    const before = this.#memory;
    if (!before) return;
    this.#memory = advance(before, event);
    const { phase, current } = this.#memory;
    if (phase !== before.phase || (event.type === 'asked' && current !== before.current))
      this.#steps.push({ step: 'phase', phase, questionId: current });
    this.#setPace();
    this.#keep();
  }

  #note(step: InterviewerStep): void {
    this.#steps.push(step);
    this.#keep();
  }

  #keep(): void {
    if (!this.#memory || this.#isDone) return;
    const memory = encodeMemory(this.#memory);
    // without a line they wait for the next one
    while (this.#room.note(this.#steps.slice(0, MAX_STEPS_AT_ONCE), memory)) {
      this.#steps.splice(0, MAX_STEPS_AT_ONCE);
      if (this.#steps.length === 0) return;
    }
  }

  #report(activity: InterviewerActivity): void {
    if (!this.#memory || this.#isDone) return;
    const { senses } = this.#voice;
    this.#room.report({ mind: this.#given.minds.mind, phase: this.#memory.phase, activity, senses });
  }
}

/** What of a text stands in the chat when somebody spoke over the rest. */
function cutText({ heard }: Spoken): string {
  return heard === '' ? '' : `${heard.replace(/[.!?]$/, '')} …`;
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Sandbox, SandboxEnd } from '../driver.ts';
import { decideVerdict, type Stop } from '../verdict.ts';
import { type HarnessLine, LineSplitter, parseHarnessLine } from './answers.ts';
import { explainEnd } from './messages.ts';
import { PrintCollector } from './prints.ts';
import type { Failure, Reply, Session } from './session.ts';

export interface SessionLimits {
  /** Wall clock of loading, and of a case that has no limit of its own. */
  timeMs: number;
  memoryBytes: number;
  /** What one case may print. */
  outputBytes: number;
}

/** A question that is open: which line answers it, and whom to tell. */
interface Waiting {
  isAnswer: (line: HarnessLine) => boolean;
  settle: (line: HarnessLine | null) => void;
}

/**
 * A session over a running sandbox. Time is measured here and not inside; a line that does not answer the open
 * question, whoever wrote it, is dropped.
 */
export class HarnessSession implements Session {
  readonly #sandbox: Sandbox;
  readonly #limits: SessionLimits;
  readonly #isOutOfMemory: (stderrTail: string) => boolean;
  readonly #loadLine: string | null;
  readonly #onClosed: () => Promise<void>;
  readonly #prints: PrintCollector;
  /** What the sandbox had used before it was ours: a warm one has started its runtime already. */
  readonly #cpuBefore: number;
  #waiting: Waiting | null = null;
  /** Whether the load line was sent. */
  #isAsked = false;
  /** What the harness said about loading. It may come in one breath with the line before. */
  #loaded: Extract<HarnessLine, { ready: boolean }> | null = null;
  #stop: Stop | null = null;
  #timeMs: number;
  #end: SandboxEnd | null = null;
  #isClosing = false;
  readonly #ended: Promise<SandboxEnd>;

  /** `loadLine` is written before the program is waited for; `onClosed` gives the sandbox's place back. */
  constructor(options: {
    sandbox: Sandbox;
    limits: SessionLimits;
    isOutOfMemory: (stderrTail: string) => boolean;
    loadLine: string | null;
    signal: AbortSignal;
    onClosed: () => Promise<void>;
  }) {
    const { sandbox, limits, signal } = options;
    this.#sandbox = sandbox;
    this.#limits = limits;
    this.#timeMs = limits.timeMs;
    this.#isOutOfMemory = options.isOutOfMemory;
    this.#loadLine = options.loadLine;
    this.#onClosed = options.onClosed;
    this.#cpuBefore = sandbox.usage().cpuMs ?? 0;
    this.#prints = new PrintCollector(limits.outputBytes, () => this.#kill('output'));
    this.#prints.read(sandbox);
    const lines = new LineSplitter({
      onLine: (line) => this.#take(line),
      onTooLong: () => this.#kill('output'),
    });
    sandbox.results?.on('data', (chunk: Buffer) => lines.take(chunk));
    sandbox.results?.on('error', () => {}); // Ends like any other; the lines before it were taken.
    const onAbort = () => this.#kill('person');
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
    this.#ended = sandbox.ended.then((end) => {
      this.#end = end;
      return end;
    });
    this.#ended
      .catch(() => {}) // Whoever waits for an answer gets the same rejection.
      .finally(() => {
        signal.removeEventListener('abort', onAbort);
        this.#waiting?.settle(null);
      });
  }

  get isAlive(): boolean {
    return this.#stop === null && this.#end === null && !this.#isClosing;
  }

  /** Sends the load line to a harness that was warm. False when it had died while nobody looked. */
  async begin(): Promise<boolean> {
    const line = await this.#request({
      text: this.#takeLoadLine(),
      timeMs: this.#limits.timeMs,
      isAnswer: (candidate) => 'loading' in candidate,
    });
    return line !== null;
  }

  async load(): Promise<Failure | null> {
    const line =
      this.#loaded ??
      (await this.#request({
        text: this.#takeLoadLine(),
        timeMs: this.#limits.timeMs,
        isAnswer: (candidate) => 'ready' in candidate,
      }));
    if (line === null) return this.#explain();
    if ('ready' in line && !line.ready)
      return { type: 'failed', verdict: 'runtime_error', message: line.error };
    return null;
  }

  async ask({ index, line, timeMs }: { index: number; line: string; timeMs: number }): Promise<Reply> {
    const startedAt = performance.now();
    const answer = await this.#request({
      text: line,
      timeMs,
      isAnswer: (candidate) => 'i' in candidate && candidate.i === index,
    });
    const took = performance.now() - startedAt;
    // What was printed before the answer is in the pipe by now: one turn of the event loop reads it.
    if (answer) await nextTurn();
    const printed = this.#prints.take();
    const { memoryBytes, memoryKills } = this.#end?.usage ?? this.#sandbox.usage();
    const reply = { timeMs: took, memoryBytes, printed };
    if (answer === null) return { ...reply, outcome: await this.#explain() };
    // The kernel may have ended a child of the program only; it then is out of memory all the same.
    if (memoryKills > 0 || this.#stop !== null) return { ...reply, outcome: await this.#explain() };
    if ('value' in answer) return { ...reply, outcome: { type: 'value', value: answer.value } };
    const message = 'error' in answer ? answer.error : '';
    return { ...reply, outcome: { type: 'failed', verdict: 'runtime_error', message } };
  }

  async close(): Promise<number | null> {
    this.#isClosing = true;
    this.#sandbox.kill();
    const end = await this.#ended.catch(() => null);
    await this.#onClosed();
    return end?.usage.cpuMs == null ? null : Math.max(0, end.usage.cpuMs - this.#cpuBefore);
  }

  /** Writes a line and waits for its answer; null when the program ended, by itself or by us. */
  async #request(options: {
    text: string | null;
    timeMs: number;
    isAnswer: (line: HarnessLine) => boolean;
  }): Promise<HarnessLine | null> {
    if (this.#end) return null;
    this.#timeMs = options.timeMs;
    const timer = setTimeout(() => this.#kill('time'), options.timeMs);
    const answer = new Promise<HarnessLine | null>((resolve) => {
      this.#waiting = { isAnswer: options.isAnswer, settle: resolve };
    });
    if (options.text !== null) this.#sandbox.stdin?.write(`${options.text}\n`);
    try {
      return await answer;
    } finally {
      clearTimeout(timer);
      this.#waiting = null;
    }
  }

  /** The load line, the first time. */
  #takeLoadLine(): string | null {
    const line = this.#isAsked ? null : this.#loadLine;
    this.#isAsked = true;
    return line;
  }

  #take(text: string): void {
    if (!this.#waiting && this.#loaded) return;
    const line = parseHarnessLine(text);
    if (!line) return;
    if ('ready' in line) this.#loaded ??= line;
    if (!this.#waiting?.isAnswer(line)) return;
    const { settle } = this.#waiting;
    // From now on nothing is asked: the rest of this chunk cannot answer what comes next.
    this.#waiting = null;
    settle(line);
  }

  #kill(reason: Stop): void {
    if (this.#stop !== null) return;
    this.#stop = reason;
    this.#sandbox.kill();
  }

  /** Why the program is gone. Waits until it is; rejects when the sandbox itself failed. */
  async #explain(): Promise<Failure> {
    this.#sandbox.kill();
    const end = await this.#ended;
    const stderr = this.#prints.stderrTail;
    const decided = decideVerdict({
      stop: this.#stop ?? (end.isDiskFull ? 'disk' : null),
      exitCode: end.exitCode,
      memoryKills: end.usage.memoryKills,
      isRuntimeOutOfMemory: end.exitCode !== 0 && this.#isOutOfMemory(stderr),
    });
    const verdict =
      decided === 'killed' ||
      decided === 'memory_limit' ||
      decided === 'output_limit' ||
      decided === 'time_limit'
        ? decided
        : 'runtime_error';
    const limits = { ...this.#limits, timeMs: this.#timeMs };
    return { type: 'failed', verdict, message: explainEnd({ verdict, end, stderr, limits }) };
  }
}

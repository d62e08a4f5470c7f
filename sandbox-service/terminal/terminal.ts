import type { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pty from '@lydell/node-pty';
import { TERMINAL_BURST_BYTES, TERMINAL_BYTES_PER_SECOND, TERMINAL_SCROLLBACK } from '#core/limits.ts';
import { TERMINAL_WINDOW, type TerminalSize } from '#core/workspace-protocol.ts';
import { KILL_GRACE, OUTPUT_WINDOW } from '../limits.ts';
import type { PreparedTerminal } from '../terminal-isolation.ts';
import { decideIdle, IDLE_LIMITS, type IdleLimits } from './idle.ts';
import { TerminalInput } from './input.ts';
import { Rate } from './rate.ts';
import { Scrollback } from './scrollback.ts';

/** How often to look whether somebody still uses it. */
const LOOK_EVERY = 1000;

/** Characters that are gathered at most before they are sent: one message stays small. */
const MAX_GATHERED = 64 * 1024;

export interface TerminalListener {
  /** `offset`: characters of output before this. */
  onOutput(offset: number, data: string): void;
}

/**
 * One shell at a pseudo-terminal, shared by all who have its room open. Output goes to the listener, at most
 * `TERMINAL_WINDOW` characters beyond what it has taken and not faster than the rate of a terminal; what is more waits
 * in the program. What was not taken is kept, so a listener that comes back misses nothing.
 */
export class Terminal {
  /** Resolves when every process in it is gone; the code is null when it was ended from outside. */
  readonly ended: Promise<number | null>;
  size: TerminalSize;
  readonly #pty: pty.IPty;
  readonly #socket: Socket;
  readonly #input: TerminalInput;
  readonly #prepared: PreparedTerminal;
  readonly #limits: IdleLimits;
  readonly #scrollback = new Scrollback();
  readonly #rate = new Rate({
    bytesPerSecond: TERMINAL_BYTES_PER_SECOND,
    burstBytes: TERMINAL_BURST_BYTES,
    now: performance.now(),
  });
  #listener: TerminalListener | null = null;
  #gathered = '';
  #gatherTimer: NodeJS.Timeout | null = null;
  #takenOffset = 0;
  #rateTimer: NodeJS.Timeout | null = null;
  #isKilled = false;
  #hasEnded = false;
  #usedAt = performance.now();
  #aloneSince: number | null = performance.now();
  #frozenSince: number | null = null;

  /** Starts the shell. Throws when the machine has no pseudo-terminal left. */
  constructor(prepared: PreparedTerminal, size: TerminalSize, limits: IdleLimits = IDLE_LIMITS) {
    this.#prepared = prepared;
    this.#limits = limits;
    this.size = size;
    this.#pty = pty.spawn(prepared.program, prepared.args, {
      name: 'xterm-256color',
      cols: size.columns,
      rows: size.rows,
      cwd: '/',
      env: {},
    });
    const internals = this.#pty as unknown as { _socket: Socket; fd: number };
    this.#socket = internals._socket;
    this.#input = new TerminalInput(internals.fd, () => !this.#socket.destroyed);
    // Without a listener of ours, node-pty throws what it does not expect, and the service would end.
    this.#socket.on('error', () => {});
    const stopWatching = prepared.isEnforced ? () => {} : this.#watchMemory();
    const lookTimer = setInterval(() => this.#look(), LOOK_EVERY);
    this.#pty.onData((text) => this.#onData(text));
    this.ended = new Promise((resolve) => {
      this.#pty.onExit(({ exitCode, signal }) => {
        this.#hasEnded = true;
        clearInterval(lookTimer);
        stopWatching();
        this.#flush();
        prepared.cgroup.kill();
        if (this.#rateTimer) clearTimeout(this.#rateTimer);
        const code = this.#isKilled || signal ? null : exitCode;
        prepared.dispose().then(
          () => resolve(code),
          () => resolve(code),
        );
      });
    });
  }

  /** What its screen showed; `offset` characters came before that. */
  get shown(): { scrollback: string; offset: number } {
    const scrollback = this.#scrollback.text;
    return { scrollback, offset: this.#scrollback.end - scrollback.length };
  }

  get isFrozen(): boolean {
    return this.#frozenSince !== null;
  }

  /** Sends output to a listener from now on; it gets what was shown until now by `shown`. */
  attach(listener: TerminalListener): void {
    this.#gathered = '';
    this.#listener = listener;
    this.#takenOffset = this.#scrollback.end;
    this.#aloneSince = null;
    this.#use();
    this.#balance();
  }

  /** Nobody listens any more. */
  detach(): void {
    this.#listener = null;
    this.#aloneSince = performance.now();
  }

  /** Output up to this offset has arrived. */
  taken(offset: number): void {
    this.#takenOffset = Math.min(Math.max(offset, this.#takenOffset), this.#scrollback.end);
    this.#balance();
  }

  /** Types. False when the programs have not read what was typed before. */
  write(text: string): boolean {
    this.#use();
    return this.#input.write(text);
  }

  resize(size: TerminalSize): void {
    if (this.#hasEnded || this.#socket.destroyed) return;
    this.#use();
    try {
      this.#pty.resize(size.columns, size.rows);
      this.size = size;
    } catch {
      // It has ended and the news is on its way: nobody sees the size any more.
    }
  }

  /** Does something while its programs stand still, where this kernel can do that. */
  async holdDuring<T>(work: () => Promise<T>): Promise<T> {
    const { cgroup } = this.#prepared;
    if (!this.#hasEnded) cgroup.freeze(true);
    try {
      return await work();
    } finally {
      if (!this.#hasEnded && !this.isFrozen) cgroup.freeze(false);
    }
  }

  /** Ends everything in it at once, frozen or not. */
  kill(): void {
    this.#isKilled = true;
    this.#prepared.cgroup.kill();
    // Only after the kernel had its time: killed first, the monitor would leave a zombie behind.
    setTimeout(() => {
      if (!this.#hasEnded) this.#pty.kill('SIGKILL');
    }, KILL_GRACE).unref();
    // A paused stream would not tell its end.
    this.#socket.resume();
  }

  async close(): Promise<void> {
    this.kill();
    await Promise.race([this.ended, sleep(10 * KILL_GRACE, undefined, { ref: false })]);
  }

  /** Where the kernel does not hold the limit, the whole terminal ends when it is over. */
  #watchMemory(): () => void {
    const { cgroup } = this.#prepared;
    cgroup.add(this.#pty.pid);
    return cgroup.watch(() => this.kill());
  }

  #onData(text: string): void {
    if (this.#isKilled) return;
    this.#usedAt = performance.now();
    this.#scrollback.append(text);
    this.#gathered += text;
    // The first piece goes at once, so that typing feels immediate; what follows is gathered.
    if (this.#gathered.length >= MAX_GATHERED || !this.#gatherTimer) this.#flush();
    const wait = this.#rate.take(Buffer.byteLength(text), performance.now());
    if (wait > 0)
      this.#rateTimer ??= setTimeout(() => {
        this.#rateTimer = null;
        this.#balance();
      }, wait);
    this.#balance();
  }

  #flush(): void {
    if (this.#gatherTimer) clearTimeout(this.#gatherTimer);
    this.#gatherTimer = null;
    const data = this.#gathered;
    this.#gathered = '';
    if (data === '') return;
    this.#listener?.onOutput(this.#scrollback.end - data.length, data);
    if (!this.#hasEnded) this.#gatherTimer = setTimeout(() => this.#flush(), OUTPUT_WINDOW);
  }

  /** Lets the programs print, or makes them wait. */
  #balance(): void {
    const untaken = this.#scrollback.end - this.#takenOffset;
    // Nobody listens: what would not be kept must not be printed.
    const window = this.#listener ? TERMINAL_WINDOW : TERMINAL_SCROLLBACK;
    this.#scrollback.trim(Math.max(TERMINAL_SCROLLBACK, untaken));
    if (this.#hasEnded || this.#isKilled) return;
    if (untaken >= window || this.#rateTimer) this.#pty.pause();
    else this.#pty.resume();
  }

  #use(): void {
    this.#usedAt = performance.now();
    if (this.#frozenSince === null) return;
    this.#frozenSince = null;
    this.#prepared.cgroup.freeze(false);
  }

  #look(): void {
    const facts = {
      now: performance.now(),
      usedAt: this.#usedAt,
      aloneSince: this.#aloneSince,
      frozenSince: this.#frozenSince,
    };
    const decision = decideIdle(facts, this.#limits);
    if (decision === 'end') this.kill();
    if (decision !== 'freeze' || this.#frozenSince !== null) return;
    this.#frozenSince = facts.now;
    this.#prepared.cgroup.freeze(true);
  }
}

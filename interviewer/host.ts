import { type Brief, CLAIM_EVERY, LEASE_TIME } from '#core/interviewer-service.ts';
import type { AppClient } from './app-client.ts';
import type { Clock } from './clock.ts';
import type { Log } from './log.ts';
import { type Budget, Minds } from './mind/minds.ts';
import type { Thinker } from './mind/thinker.ts';
import type { Room, RoomListener } from './room/room.ts';
import { Interview } from './talk/interview.ts';
import type { OpenVoice } from './talk/voice-side.ts';
import type { SpeechBooks } from './voice/speech-meter.ts';
import type { Voice } from './voice/voice.ts';

export interface HostOptions {
  /** Names this process. */
  id: string;
  app: AppClient;
  /** Interviews held at once. */
  capacity: number;
  budget: Budget;
  chooseThinker: (brief: Brief) => Thinker | null;
  connect: (room: { name: string; fetchToken: () => Promise<string | null> }, listener: RoomListener) => Room;
  /** Joins calls; null where this process neither hears nor speaks. */
  openVoice:
    | ((interviewId: string, options: Parameters<OpenVoice>[0] & { books: SpeechBooks }) => Voice)
    | null;
  clock: Clock;
  log: Log;
}

/** Pause before what an answer cost is told again, and how often that is tried. */
const USAGE_RETRY = 2000;
const USAGE_TRIES = 5;

/** Holds interviews: asks the app for those that wait, keeps their leases, and lets go of those it lost. */
export class Host {
  readonly #given: HostOptions;
  readonly #held = new Map<string, Interview | null>();
  readonly #released = new Set<string>();
  #cancelNext: (() => void) | null = null;
  #renewedAt: number;
  /** The app did not answer the last time, which was said. */
  #isTroubled = false;
  #isStopped = false;

  constructor(options: HostOptions) {
    this.#given = options;
    this.#renewedAt = options.clock.now();
  }

  /** How many interviews are held. */
  get size(): number {
    return this.#held.size;
  }

  /** Begins to ask for interviews. */
  start(): void {
    void this.#tick();
  }

  /** Lets go of all interviews, so that others can go on with them at once. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#cancelNext?.();
    for (const id of [...this.#held.keys()]) this.#drop(id);
    if (this.#released.size > 0) await this.#claim(0).catch(() => {});
  }

  async #tick(): Promise<void> {
    const { capacity, clock, log } = this.#given;
    try {
      const { held, granted } = await this.#claim(capacity - this.#held.size);
      this.#renewedAt = clock.now();
      this.#isTroubled = false;
      const ours = new Set(held);
      for (const id of [...this.#held.keys()]) if (!ours.has(id)) this.#drop(id);
      for (const id of granted) void this.#take(id);
    } catch (error) {
      if (!this.#isTroubled)
        log.error('The app cannot be asked for interviews.', {
          error: error instanceof Error ? error.name : 'unknown',
        });
      this.#isTroubled = true;
      // whoever holds no lease must not speak: another process may do so by now
      if (clock.now() - this.#renewedAt > LEASE_TIME) for (const id of [...this.#held.keys()]) this.#drop(id);
    }
    if (!this.#isStopped) this.#cancelNext = clock.setTimer(() => void this.#tick(), CLAIM_EVERY);
  }

  async #claim(room: number) {
    const released = [...this.#released];
    const held = [...this.#held.keys()];
    const reply = await this.#given.app.claim({
      host: this.#given.id,
      held,
      released,
      room: Math.max(0, room),
    });
    for (const id of released) this.#released.delete(id);
    return reply;
  }

  async #take(interviewId: string): Promise<void> {
    const { app, log } = this.#given;
    if (this.#held.has(interviewId) || this.#isStopped) return;
    this.#held.set(interviewId, null);
    try {
      const [brief, entry] = await Promise.all([app.brief(interviewId), app.token(interviewId)]);
      if (!brief || !entry) this.#letGo(interviewId);
      else if (this.#held.has(interviewId))
        this.#held.set(interviewId, this.#hold(brief, entry.room, entry.token));
    } catch (error) {
      log.error('An interview could not be taken.', {
        interview: interviewId,
        error: error instanceof Error ? error.name : 'unknown',
      });
      this.#letGo(interviewId);
    }
  }

  #hold(brief: Brief, roomName: string, firstToken: string): Interview {
    const { app, budget, chooseThinker, clock, connect, log, openVoice } = this.#given;
    const { interviewId } = brief;
    let next: string | null = firstToken;
    const fetchToken = async () => {
      const token = next ?? (await app.token(interviewId))?.token ?? null;
      next = null;
      return token;
    };
    const thinker = chooseThinker(brief);
    log.info('An interview is held.', { interview: interviewId, mind: thinker?.mind.kind ?? 'scripted' });
    const minds = new Minds({
      thinker,
      budget,
      used: brief.usage,
      clock,
      onTrouble: (trouble) => {
        log.info('A mind had trouble.', { interview: interviewId, trouble });
        interview.noteTrouble(trouble);
      },
      onMind: (_mind, reason) => interview.noteMind(reason),
      onUsage: (usage, model) =>
        void this.#reportUsage(interviewId, { ...usage, model, id: crypto.randomUUID() }),
    });
    const interview: Interview = new Interview({
      brief,
      clock,
      log,
      minds,
      connect: (listener) => connect({ name: roomName, fetchToken }, listener),
      openVoice: openVoice && ((options) => openVoice(interviewId, { ...options, books: minds })),
      onDone: () => this.#letGo(interviewId),
    });
    return interview;
  }

  async #reportUsage(interviewId: string, report: Parameters<AppClient['reportUsage']>[1]): Promise<void> {
    const { app, clock, log } = this.#given;
    for (let n = 1; n <= USAGE_TRIES; n++) {
      try {
        return await app.reportUsage(interviewId, report);
      } catch {
        await new Promise<void>((resolve) => clock.setTimer(resolve, USAGE_RETRY * n));
      }
    }
    log.error('What an answer cost could not be told.', { interview: interviewId });
  }

  /** Ends what is done here: the lease is given back with the next claim. */
  #letGo(interviewId: string): void {
    this.#held.delete(interviewId);
    this.#released.add(interviewId);
  }

  #drop(interviewId: string): void {
    const interview = this.#held.get(interviewId);
    this.#letGo(interviewId);
    interview?.stop();
  }
}

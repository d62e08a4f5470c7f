import { initializeLogger, type voice } from '@livekit/agents';
import { Room, RoomEvent } from '@livekit/rtc-node';
import { type CallReply, LISTENS_TO_ATTRIBUTE } from '#core/call.ts';
import type { Senses } from '#core/interviewer.ts';
import { type Clock, wait } from '../clock.ts';
import type { Log } from '../log.ts';
import { AgentVoice, type AgentVoiceOptions } from './agent-voice.ts';
import { CallBackoff } from './backoff.ts';
import { roomOptions } from './room-options.ts';
import type { Speaker, Transcriber } from './speech-service.ts';
import { type Pace, SILENT_VOICE, type Utterance, type Voice, type VoiceListener } from './voice.ts';
import { CLOSE_PATIENCE, SETTLING_TIME, UNSENT_PATIENCE } from './voice-limits.ts';

export interface CallVoiceOptions {
  /** How this process comes into the call. Throws when the app does not answer. */
  fetchCall: () => Promise<CallReply | null>;
  candidateId: string;
  transcriber: Transcriber | null;
  speaker: Speaker | null;
  prompt: () => string;
  clock: Clock;
  log: Log;
  listener: VoiceListener;
  /** Begins the session that hears and speaks; LiveKit's unless another one is given. */
  startAgent?: (options: AgentVoiceOptions) => Promise<AgentVoice>;
}

/** Has the library of calls write its own troubles to the log. Once for the process, before the first call. */
export function prepareCalls(): void {
  initializeLogger({ pretty: false, level: 'error' });
}

/**
 * The interviewer's place in a call at a media server. Comes back by itself when the line, the server or the session
 * is gone; until then, and while the candidate is not in the call, it neither hears nor speaks, and the conversation is
 * written.
 */
export class CallVoice implements Voice {
  readonly #given: CallVoiceOptions;
  #room: Room | null = null;
  #agent: AgentVoice | null = null;
  #pace: Pace = 'talk';
  /** The line is being mended: nothing that is said gets through. */
  #isBroken = false;
  /** Since when its sound goes to somebody; null before, when a text would wait for that without an end. */
  #sentSince: number | null = null;
  /** The line broke before what goes over it was well set up: sound may never flow, without a word about it. */
  #isUnsettled = false;
  #cancelWatch: (() => void) | null = null;
  readonly #backoff: CallBackoff;
  #cancelRetry: (() => void) | null = null;
  #isClosed = false;

  constructor(options: CallVoiceOptions) {
    this.#given = options;
    this.#backoff = new CallBackoff(options.clock);
    void this.#join();
  }

  get senses(): Senses | null {
    return this.#isWithCandidate && this.#sentSince !== null ? (this.#agent?.senses ?? null) : null;
  }

  say(text: AsyncIterable<string>): Utterance {
    return (this.senses && this.#agent ? this.#agent : SILENT_VOICE).say(text);
  }

  setPace(pace: Pace): void {
    this.#pace = pace;
    this.#agent?.setPace(pace);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelRetry?.();
    await this.#leave();
  }

  get #isWithCandidate(): boolean {
    return !this.#isBroken && (this.#room?.remoteParticipants.has(this.#given.candidateId) ?? false);
  }

  get #isSettled(): boolean {
    return this.#sentSince !== null && this.#given.clock.now() - this.#sentSince >= SETTLING_TIME;
  }

  async #join(): Promise<void> {
    const { fetchCall, log } = this.#given;
    try {
      const call = await fetchCall();
      if (this.#isClosed || call === null) return;
      if (call.type === 'ready') await this.#enter(call);
      else if (call.why !== 'not-wanted') this.#retry();
    } catch (error) {
      log.info('The call cannot be joined yet.', { error: error instanceof Error ? error.name : 'unknown' });
      await this.#leave();
      this.#retry();
    }
  }

  async #enter({ url, token }: Extract<CallReply, { type: 'ready' }>): Promise<void> {
    const { candidateId, clock, listener, log, prompt, speaker, transcriber } = this.#given;
    const room = new Room();
    this.#room = room;
    const tell = () => room === this.#room && listener.onSenses(this.senses);
    const beginAnew = () => {
      if (room === this.#room) void this.#leave().then(() => this.#retry());
    };
    room.on(RoomEvent.Disconnected, beginAnew);
    const noteLine = (isBroken: boolean) => {
      if (room !== this.#room) return;
      this.#isBroken = isBroken;
      if (isBroken && !this.#isSettled) this.#isUnsettled = true;
      tell();
      if (!isBroken && this.#isUnsettled) beginAnew();
      else this.#watch(beginAnew);
    };
    const noteSent = (isSent: boolean) => {
      if (room !== this.#room) return;
      this.#sentSince = isSent ? clock.now() : null;
      tell();
    };
    room.on(RoomEvent.Reconnecting, () => noteLine(true));
    room.on(RoomEvent.Reconnected, () => noteLine(false));
    room.on(RoomEvent.LocalTrackSubscribed, () => noteSent(true));
    room.on(RoomEvent.LocalTrackRepublished, () => noteSent(false));
    room.on(RoomEvent.ParticipantConnected, () => {
      tell();
      this.#watch(beginAnew);
    });
    room.on(RoomEvent.ParticipantDisconnected, tell);
    await room.connect(url, token, roomOptions(url, { autoSubscribe: true }));
    if (transcriber) await room.localParticipant?.setAttributes({ [LISTENS_TO_ATTRIBUTE]: candidateId });
    const { startAgent = AgentVoice.start } = this.#given;
    const agent = await startAgent({
      ...{ clock, listener, log, prompt, speaker, transcriber },
      onEnded: () => {
        log.error('A voice has ended by itself.', {});
        beginAnew();
      },
      connect: (session, agent) => startIn(session, agent, { room, candidateId }),
    });
    if (this.#isClosed || room !== this.#room) {
      await agent.close();
      await room.disconnect();
      return;
    }
    this.#agent = agent;
    this.#backoff.noteStanding();
    agent.setPace(this.#pace);
    log.info('The call was joined.', {});
    tell();
    this.#watch(beginAnew);
  }

  /** What is published while the line breaks may be lost without a word: then only a new beginning helps. */
  #watch(beginAnew: () => void): void {
    const { clock, log } = this.#given;
    this.#cancelWatch?.();
    this.#cancelWatch = clock.setTimer(() => {
      if (!this.#isWithCandidate || this.#sentSince !== null) return;
      log.error('A voice reaches nobody.', {});
      beginAnew();
    }, UNSENT_PATIENCE);
  }

  async #leave(): Promise<void> {
    this.#cancelWatch?.();
    const [agent, room] = [this.#agent, this.#room];
    this.#agent = null;
    this.#room = null;
    this.#isBroken = false;
    this.#sentSince = null;
    this.#isUnsettled = false;
    if (agent || room) this.#given.listener.onSenses(null);
    await agent?.close();
    const left = room?.disconnect().catch(() => {
      // the line is gone already
    });
    await Promise.race([left, wait(this.#given.clock, CLOSE_PATIENCE)]);
  }

  #retry(): void {
    if (this.#isClosed) return;
    this.#cancelRetry?.();
    this.#cancelRetry = this.#given.clock.setTimer(() => void this.#join(), this.#backoff.next());
  }
}

function startIn(
  session: voice.AgentSession,
  agent: voice.Agent,
  { room, candidateId }: { room: Room; candidateId: string },
): Promise<void> {
  return session.start({
    agent,
    room,
    record: false,
    inputOptions: {
      participantIdentity: candidateId,
      closeOnDisconnect: false,
      textEnabled: false,
    },
    // captions go through the interview's room, where they are with everybody and on the tape
    outputOptions: { transcriptionEnabled: false },
  });
}

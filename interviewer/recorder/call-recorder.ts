import { randomUUID } from 'node:crypto';
import {
  type RemoteParticipant,
  type RemoteTrack,
  type RemoteTrackPublication,
  Room,
  RoomEvent,
  TrackKind,
  TrackSource,
} from '@livekit/rtc-node';
import { z } from 'zod';
import { LISTENS_TO_ATTRIBUTE } from '#core/call.ts';
import { NO_USAGE } from '#core/model-usage.ts';
import type { RecordedCall } from '#core/recorder-service.ts';
import { MAX_UTTERANCE_LENGTH } from '#core/speech.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { roomOptions } from '../voice/room-options.ts';
import { MeteredTranscriber, type SpeechBooks } from '../voice/speech-meter.ts';
import type { Transcriber, Transcript } from '../voice/speech-service.ts';
import { CALL_RETRY, LONGEST_CALL_RETRY } from '../voice/voice-limits.ts';
import { PeopleEar } from './people-ear.ts';
import type { RecorderClient } from './recorder-client.ts';
import { SPEECH_RETRY, SPEECH_TRIES } from './recorder-limits.ts';
import { SpeechQueue, type SpokenSound } from './speech-queue.ts';
import type { Spool, SpooledSegment } from './spool.ts';
import { TrackRecorder } from './track-recorder.ts';
import { VoiceRecorder } from './voice-recorder.ts';

export interface CallRecorderOptions {
  /** Names this process. */
  host: string;
  app: RecorderClient;
  spool: Spool;
  /** Null where nobody writes down what is said. */
  transcriber: Transcriber | null;
  /** US dollars for a minute of sound. */
  transcribePrice: number;
  /** The app's. */
  clock: Clock;
  log: Log;
  onSegment: (segment: SpooledSegment) => void;
}

/** A voice that is recorded, and the track that it comes by. */
interface Recorded {
  sid: string;
  voice: VoiceRecorder;
}

/**
 * The hidden participant that records a call. Only voices of those who may be recorded are asked of the media server;
 * the others' sound never comes here. Comes back by itself when the line or the server is gone.
 */
export class CallRecorder {
  readonly #given: CallRecorderOptions;
  readonly #voices = new Map<string, Recorded>();
  readonly #ending = new Set<Promise<void>>();
  readonly #queue: SpeechQueue | null;
  #call: RecordedCall;
  #room: Room | null = null;
  #tries = 0;
  #cancelRetry: (() => void) | null = null;
  #isClosed = false;
  /** What people say is written down whatever it costs: the record has it or has gaps. */
  readonly #books: SpeechBooks = {
    isSpent: false,
    spend: (costMicros, model) => void this.#reportUsage(costMicros, model),
  };

  constructor(call: RecordedCall, options: CallRecorderOptions) {
    this.#call = call;
    this.#given = options;
    const { clock, log, transcribePrice, transcriber } = options;
    this.#queue =
      transcriber &&
      new SpeechQueue({
        ...{ interviewId: call.interviewId, clock, log },
        transcriber: new MeteredTranscriber(transcriber, transcribePrice, this.#books),
        onTranscript: (spoken, transcript) => this.#tell(spoken, transcript),
      });
    void this.#join();
  }

  /** Takes what the app says of the call now: who may be recorded, and a token for the next time. */
  update(call: RecordedCall): void {
    this.#call = call;
    this.#followSpeakers();
  }

  /** Leaves the call; resolves when all files are complete. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancelRetry?.();
    this.#queue?.close();
    await this.#leave();
    await Promise.all(this.#ending);
  }

  async #join(): Promise<void> {
    const room = new Room();
    this.#room = room;
    this.#listen(room);
    try {
      await room.connect(
        this.#call.url,
        this.#call.token,
        roomOptions(this.#call.url, { autoSubscribe: false }),
      );
    } catch (error) {
      const name = error instanceof Error ? error.name : 'unknown';
      this.#given.log.info('The call cannot be recorded yet.', {
        interview: this.#call.interviewId,
        error: name,
      });
      if (room === this.#room) await this.#comeBack();
      return;
    }
    if (room !== this.#room) return void room.disconnect().catch(() => {});
    this.#tries = 0;
    this.#followSpeakers();
  }

  #listen(room: Room): void {
    const follow = () => {
      if (room === this.#room) this.#followSpeakers();
    };
    room.on(RoomEvent.Disconnected, () => {
      if (room === this.#room) void this.#comeBack();
    });
    room.on(RoomEvent.Reconnected, follow);
    room.on(RoomEvent.ParticipantConnected, follow);
    room.on(RoomEvent.ParticipantDisconnected, ({ identity }) => {
      if (room === this.#room) this.#end(identity);
    });
    room.on(RoomEvent.TrackPublished, follow);
    room.on(RoomEvent.TrackUnpublished, ({ sid }, { identity }) => {
      if (room === this.#room && this.#voices.get(identity)?.sid === sid) this.#end(identity);
    });
    room.on(RoomEvent.TrackSubscribed, (track, publication, participant) => {
      if (room === this.#room) this.#begin(track, publication, participant);
    });
    room.on(RoomEvent.TrackUnsubscribed, (_track, { sid }, { identity }) => {
      if (room === this.#room && this.#voices.get(identity)?.sid === sid) this.#end(identity);
    });
  }

  /** Asks for the voices that may be recorded, and lets go of the others. */
  #followSpeakers(): void {
    for (const identity of [...this.#voices.keys()]) {
      const participant = this.#room?.remoteParticipants.get(identity);
      if (!participant || !this.#mayRecord(participant)) this.#end(identity);
    }
    for (const participant of this.#room?.remoteParticipants.values() ?? []) {
      const mayRecord = this.#mayRecord(participant);
      for (const publication of participant.trackPublications.values())
        if (isVoice(publication) && publication.subscribed !== mayRecord)
          publication.setSubscribed(mayRecord);
    }
  }

  #mayRecord(participant: RemoteParticipant): boolean {
    const { speakers } = this.#call;
    if (speakers.length === 0 || !z.uuid().safeParse(participant.identity).success) return false;
    return isAi(participant) || speakers.some(({ participantId }) => participantId === participant.identity);
  }

  #begin(track: RemoteTrack, publication: RemoteTrackPublication, participant: RemoteParticipant): void {
    const { clock, host, log, onSegment, spool } = this.#given;
    const participantId = participant.identity;
    if (!isVoice(publication) || !this.#mayRecord(participant)) {
      publication.setSubscribed(false);
      return;
    }
    this.#end(participantId);
    const recorder = new TrackRecorder({
      ...{ interviewId: this.#call.interviewId, participantId, host, spool, clock, log, onSegment },
      takeNumber: () => this.#takeNumber(participantId),
    });
    const queue = isAi(participant) ? null : this.#queue;
    const ear =
      queue &&
      new PeopleEar({
        ...{ participantId, clock, log },
        onSpeech: (spoken) => {
          if (!this.#isHeardByAi(participantId)) queue.add(spoken);
        },
      });
    const voice = new VoiceRecorder({ track, recorder, ear, log });
    this.#voices.set(participantId, { sid: publication.sid ?? '', voice });
    log.info('A voice is recorded.', { interview: this.#call.interviewId });
  }

  #end(participantId: string): void {
    const recorded = this.#voices.get(participantId);
    if (!recorded) return;
    this.#voices.delete(participantId);
    const ending = recorded.voice.close().finally(() => this.#ending.delete(ending));
    this.#ending.add(ending);
  }

  /** The AI interviewer writes down itself what those say whom it listens to. */
  #isHeardByAi(participantId: string): boolean {
    return [...(this.#room?.remoteParticipants.values() ?? [])].some(
      (one) => isAi(one) && one.attributes[LISTENS_TO_ATTRIBUTE] === participantId,
    );
  }

  #takeNumber(participantId: string): number {
    const { interviewId, storedSegments } = this.#call;
    const stored = storedSegments[participantId] ?? 0;
    return 1 + Math.max(stored, this.#given.spool.highest({ interviewId, participantId }));
  }

  async #tell({ participantId, endedAt, soundStartedAt, startedAt }: SpokenSound, said: Transcript) {
    const { app, host } = this.#given;
    const early = startedAt - soundStartedAt;
    const heard = {
      id: randomUUID(),
      ...{ participantId, startedAt, endedAt, isCut: false },
      text: said.text.slice(0, MAX_UTTERANCE_LENGTH),
      words: said.words.slice(0, MAX_WORDS).map(({ from, text, to }) => ({
        text: text.slice(0, MAX_WORD_LENGTH),
        from: Math.max(0, from - early),
        to: Math.max(0, to - early),
      })),
    };
    await this.#insist(async () => {
      if (this.#call.speakers.some((one) => one.participantId === participantId))
        await app.tellSpeech(this.#call.interviewId, host, heard);
    });
  }

  async #reportUsage(costMicros: number, model: string): Promise<void> {
    const { app, host, log } = this.#given;
    const { interviewId } = this.#call;
    const report = { ...NO_USAGE, costMicros, model, host, id: randomUUID() };
    try {
      if ((await this.#insist(() => app.reportUsage(interviewId, report))) === 'taken') return;
    } catch {
      // the app does not answer, which is told below
    }
    log.error('What a transcript cost could not be told.', { interview: interviewId });
  }

  /** Does it again, with growing pauses, where the app does not answer. Throws what it threw last. */
  async #insist<T>(act: () => Promise<T>): Promise<T> {
    for (let n = 1; ; n++) {
      try {
        return await act();
      } catch (error) {
        if (n === SPEECH_TRIES || this.#isClosed) throw error;
        await new Promise<void>((resolve) => this.#given.clock.setTimer(resolve, SPEECH_RETRY * n));
      }
    }
  }

  async #comeBack(): Promise<void> {
    await this.#leave();
    if (this.#isClosed) return;
    this.#cancelRetry?.();
    const delay = Math.min(LONGEST_CALL_RETRY, CALL_RETRY * 2 ** this.#tries++);
    this.#cancelRetry = this.#given.clock.setTimer(() => void this.#join(), delay);
  }

  async #leave(): Promise<void> {
    const room = this.#room;
    this.#room = null;
    for (const identity of [...this.#voices.keys()]) this.#end(identity);
    await room?.disconnect().catch(() => {
      // the line is gone already
    });
  }
}

/** As `heardSchema` has them. */
const MAX_WORDS = 800;
const MAX_WORD_LENGTH = 100;

function isVoice({ kind, source }: RemoteTrackPublication): boolean {
  return kind === TrackKind.KIND_AUDIO && source === TrackSource.SOURCE_MICROPHONE;
}

const metadataSchema = z.object({ role: z.string() });

/** The app says in a participant's metadata who they are; people cannot change theirs. */
function isAi({ metadata }: RemoteParticipant): boolean {
  try {
    return metadataSchema.parse(JSON.parse(metadata)).role === 'ai';
  } catch {
    return false;
  }
}

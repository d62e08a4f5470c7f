import type { InterviewerActivity, Senses } from '#core/interviewer.ts';
import { MAX_UTTERANCE_LENGTH } from '#core/speech.ts';
import type { Clock } from '../clock.ts';
import { CATCH_UP_PAUSE, UNHEARD_PAUSE } from '../limits.ts';
import type { Room } from '../room/room.ts';
import {
  type HeardSpeech,
  type Pace,
  SILENT_VOICE,
  type Spoken,
  type Utterance,
  type Voice,
  type VoiceListener,
} from '../voice/voice.ts';

/** `prompt`: words that are likely to come. */
export type OpenVoice = (options: {
  candidateId: string;
  listener: VoiceListener;
  prompt: () => string;
}) => Voice;

export interface VoiceSideOptions {
  room: Room;
  clock: Clock;
  /** Joins the call with this candidate; null where interviews have none. */
  openVoice: OpenVoice | null;
  prompt: () => string;
  /** Whether it may say something by itself now: it says nothing else, and nobody has the floor. */
  isFree: () => boolean;
  /** Whether the candidate has done nothing that matters since this moment of the room's time. */
  isStillOpen: (since: number) => boolean;
  /** Says something that needs no thought; `isWritten`: it stands in the chat already. */
  sayLine: (text: string, isWritten: boolean) => void;
  /** The candidate's voice began, or fell silent. */
  onVoice: () => void;
  /** What people see of the interviewer may have changed; it sounds right now where that is so. */
  onShown: (activity: 'speaking' | null) => void;
}

/** What it says where nothing of the candidate's speech could be understood. */
const UNHEARD_WORDS = 'I could not understand that. Please say it again, or type it here.';

/** An interview's part in the call: whom it hears, what of what it said was heard, and what it has yet to say aloud. */
export class VoiceSide implements VoiceListener {
  readonly #given: VoiceSideOptions;
  #voice: Voice = SILENT_VOICE;
  #candidateId: string | null = null;
  #voiceSince: number | null = null;
  /** What the candidate said takes long to be made out. */
  #isTranscribing = false;
  /** What it wrote last, where the candidate could not hear it; null where they could. */
  #unvoiced: { text: string; at: number } | null = null;
  #cancelCatchUp: (() => void) | null = null;
  /** Whether there was a voice when it last began to say something. */
  #hadVoice = false;
  #unheardAt = Number.NEGATIVE_INFINITY;
  #isClosed = false;

  constructor(options: VoiceSideOptions) {
    this.#given = options;
  }

  /** What works of it; null where it is in no call. */
  get senses(): Senses | null {
    return this.#voice.senses;
  }

  /** Since when the candidate's voice is heard, in the room's time; null while it is silent. */
  get voiceSince(): number | null {
    return this.#voiceSince;
  }

  /** What it is about while it says nothing. */
  get atRest(): InterviewerActivity {
    if (this.#voiceSince !== null) return 'listening';
    return this.#isTranscribing ? 'transcribing' : 'quiet';
  }

  /** Whom it hears from now on. Whether that is somebody else than before. */
  listenTo(candidateId: string): boolean {
    const { openVoice, prompt } = this.#given;
    if (!openVoice || candidateId === this.#candidateId || this.#isClosed) return false;
    void this.#voice.close();
    this.#candidateId = candidateId;
    this.#voiceSince = null;
    this.#voice = openVoice({ candidateId, listener: this, prompt });
    return true;
  }

  say(words: AsyncIterable<string>): Utterance {
    this.#hadVoice = this.senses?.speaks ?? false;
    return this.#voice.say(words);
  }

  setPace(pace: Pace): void {
    this.#voice.setPace(pace);
  }

  /** What came of saying this text; null where it was not said. Written down as far as it was heard. */
  noteSaid(text: string, spoken: Spoken | null): void {
    const { room } = this.#given;
    this.#unvoiced = spoken?.heard ? null : { text, at: room.now() };
    if (spoken) this.#writeDown(room.you, spoken);
    // the call was joined while it wrote; a voice that has just failed is not tried again
    if (!this.#hadVoice) this.#planCatchUp();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelCatchUp?.();
    void this.#voice.close();
  }

  onHeard({ text, startedAt, endedAt }: HeardSpeech): void {
    if (this.#candidateId !== null)
      this.#writeDown(this.#candidateId, { heard: text, isCut: false, startedAt, endedAt });
  }

  onVoice(isSpeaking: boolean): void {
    this.#voiceSince = isSpeaking ? this.#given.room.now() : null;
    this.#given.onVoice();
  }

  onCaption(text: string): void {
    if (this.#isClosed) return;
    this.#given.room.caption(text);
    if (text !== '') this.#given.onShown('speaking');
  }

  onTranscribing(isSlow: boolean): void {
    this.#isTranscribing = isSlow;
    this.#given.onShown(null);
  }

  /** Read from the voice itself: a session tells what it could do before its call lets it. */
  onSenses(): void {
    if (!this.senses?.hears) this.#isTranscribing = false;
    this.#given.onShown(null);
    this.#planCatchUp();
  }

  onUnheard(): void {
    const { isFree, room, sayLine } = this.#given;
    const now = room.now();
    if (!isFree() || now - this.#unheardAt < UNHEARD_PAUSE) return;
    this.#unheardAt = now;
    sayLine(UNHEARD_WORDS, false);
  }

  #planCatchUp(): void {
    this.#cancelCatchUp?.();
    this.#cancelCatchUp =
      this.senses?.speaks && this.#unvoiced && !this.#isClosed
        ? this.#given.clock.setTimer(() => this.#catchUp(), CATCH_UP_PAUSE)
        : null;
  }

  /** Who comes into the call, or whose line is mended, hears what was written meanwhile, unless they have gone on. */
  #catchUp(): void {
    const said = this.#unvoiced;
    const { isFree, isStillOpen, sayLine } = this.#given;
    if (said && isFree() && this.#voiceSince === null && isStillOpen(said.at)) sayLine(said.text, true);
  }

  /** What was heard of somebody, for the tape and the captions; the voice has this machine's time, the room its own. */
  #writeDown(participantId: string, { heard, isCut, startedAt, endedAt }: Spoken): void {
    const { clock, room } = this.#given;
    if (heard === '' || this.#isClosed) return;
    const offset = room.now() - clock.now();
    room.heard({
      ...{ id: crypto.randomUUID(), participantId, words: [], isCut },
      text: heard.slice(0, MAX_UTTERANCE_LENGTH),
      ...{ startedAt: startedAt + offset, endedAt: endedAt + offset },
    });
  }
}

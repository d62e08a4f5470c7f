import type { Senses } from '#core/interviewer.ts';

/** What the AI interviewer hears of a call. Times are this machine's clock, in milliseconds. */
export interface VoiceListener {
  /** The candidate has said something, and paused. */
  onHeard(said: HeardSpeech): void;
  /** The candidate's voice began, or fell silent. */
  onVoice(isSpeaking: boolean): void;
  /** What is being said right now; empty when it ends. */
  onCaption(text: string): void;
  /** Whether it hears and speaks has changed; null: it is in no call any more. */
  onSenses(senses: Senses | null): void;
  /** What the candidate said takes long to be made out; false once that is over. */
  onTranscribing(isSlow: boolean): void;
  /** The candidate spoke and nothing of it could be understood. */
  onUnheard(): void;
}

export interface HeardSpeech {
  text: string;
  startedAt: number;
  endedAt: number;
}

/** Something that is being said. */
export interface Utterance {
  /** Stops it at once. */
  cut(): void;
  /** Resolves when all of it was said, or when it was cut. Never rejects. */
  readonly done: Promise<Spoken>;
}

/** What came of saying something. */
export interface Spoken {
  /** The part of the text that was heard; empty where nothing was. */
  heard: string;
  /** Somebody spoke over it, or it was cut. What could not be made into speech is not cut: it stands in the chat. */
  isCut: boolean;
  startedAt: number;
  endedAt: number;
}

/** How long a pause ends what the candidate says: in a conversation, or while they work on code and think aloud. */
export type Pace = 'talk' | 'code';

/** The interviewer's side of a call: an ear for the candidate and a voice of its own. */
export interface Voice {
  /** What works; null where it is in no call. */
  readonly senses: Senses | null;
  /** Says a text while it is being written. Where there is no voice it resolves at once, with nothing heard. */
  say(text: AsyncIterable<string>): Utterance;
  setPace(pace: Pace): void;
  close(): Promise<void>;
}

/** No call: everything is written. */
export const SILENT_VOICE: Voice = {
  senses: null,
  say: () => ({
    cut: () => {},
    done: Promise.resolve({ heard: '', isCut: false, startedAt: 0, endedAt: 0 }),
  }),
  setPace: () => {},
  close: async () => {},
};

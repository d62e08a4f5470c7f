import { AudioByteStream, mergeFrames, shortuuid, stt, type stt as sttTypes, tts } from '@livekit/agents';
import type { AudioFrame } from '@livekit/rtc-node';
import type { Clock } from '../clock.ts';
import { SPEAKER_RATE, type Speaker, SpeechError, type Transcriber } from './speech-service.ts';
import { SLOW_SPEECH } from './voice-limits.ts';

/** Length of the frames that a call carries, in samples: 20 ms. */
const FRAME_SAMPLES = SPEAKER_RATE / 50;

interface EarOptions {
  transcriber: Transcriber;
  clock: Clock;
  /** Words that are likely to come. */
  prompt: () => string;
  /** Whether the last speech could be turned into words. */
  onWorks: (works: boolean) => void;
  /** It takes long; false once it is over. */
  onSlow: (isSlow: boolean) => void;
}

/** A transcriber as an agent session takes one. What fails is told: the session itself would drop it without a word. */
export class AgentEar extends stt.STT {
  override label = 'interlace.Ear';
  readonly #given: EarOptions;

  constructor(options: EarOptions) {
    super({ streaming: false, interimResults: false, alignedTranscript: false });
    this.#given = options;
  }

  override async _recognize(
    buffer: Parameters<sttTypes.STT['recognize']>[0],
    signal?: AbortSignal,
  ): Promise<sttTypes.SpeechEvent> {
    const { clock, onSlow, onWorks, prompt, transcriber } = this.#given;
    const { data, sampleRate } = mergeFrames(buffer);
    let text = '';
    let isSlow = false;
    const callOff = clock.setTimer(() => {
      isSlow = true;
      onSlow(true);
    }, SLOW_SPEECH);
    try {
      const words = prompt();
      const heard = await transcriber.transcribe(
        { samples: data, rate: sampleRate },
        { ...(signal ? { signal } : {}), ...(words ? { prompt: words } : {}) },
      );
      text = heard.text;
      onWorks(true);
    } catch {
      // an error would be tried again here and then lost; what was not understood is told by `onWorks`
      if (!signal?.aborted) onWorks(false);
    } finally {
      callOff();
      if (isSlow) onSlow(false);
    }
    return {
      type: stt.SpeechEventType.FINAL_TRANSCRIPT,
      alternatives: [
        { text, language: 'en' as sttTypes.SpeechData['language'], startTime: 0, endTime: 0, confidence: 1 },
      ],
    };
  }

  override stream(): sttTypes.SpeechStream {
    throw new Error('This ear hears whole utterances: wrap it in a StreamAdapter.');
  }
}

interface MouthOptions {
  speaker: Speaker;
  clock: Clock;
  /** A sentence is to be made into sound, in the order in which they are said; returns how to say how much of it has come. */
  onSentence: (text: string) => (durationMs: number) => void;
  /** Whether the last sentence sounds; told that it does not as soon as that takes long. */
  onWorks: (works: boolean) => void;
  /** Whether what is being said has waited in vain for a sentence: each further one would cost the same wait. */
  isGivenUp: () => boolean;
  onGivenUp: () => void;
}

/** A speaker as an agent session takes one. It never throws: a sentence without sound still stands in the chat. */
export class AgentMouth extends tts.TTS {
  override label = 'interlace.Mouth';
  readonly #given: MouthOptions;

  constructor(options: MouthOptions) {
    super(SPEAKER_RATE, 1, { streaming: false });
    this.#given = options;
  }

  override synthesize(
    text: string,
    connOptions?: ConstructorParameters<typeof tts.ChunkedStream>[2],
    signal?: AbortSignal,
  ): tts.ChunkedStream {
    return new Sentence(
      text,
      this,
      { ...this.#given, grow: this.#given.onSentence(text) },
      connOptions,
      signal,
    );
  }

  override stream(): tts.SynthesizeStream {
    throw new Error('This mouth says whole sentences: wrap it in a StreamAdapter.');
  }
}

interface SentenceOptions extends Omit<MouthOptions, 'onSentence'> {
  grow: (durationMs: number) => void;
}

class Sentence extends tts.ChunkedStream {
  override label = 'interlace.Sentence';
  readonly #given: SentenceOptions;

  constructor(
    text: string,
    mouth: AgentMouth,
    given: SentenceOptions,
    connOptions?: ConstructorParameters<typeof tts.ChunkedStream>[2],
    signal?: AbortSignal,
  ) {
    super(text, mouth, connOptions, signal);
    this.#given = given;
  }

  protected override async run(): Promise<void> {
    const { clock, grow, isGivenUp, onGivenUp, onWorks, speaker } = this.#given;
    if (isGivenUp()) return;
    const id = shortuuid();
    const frames = new AudioByteStream(SPEAKER_RATE, 1, FRAME_SAMPLES);
    let samples = 0;
    let last: AudioFrame | null = null;
    const put = (frame: AudioFrame) => {
      if (last) this.queue.put({ requestId: id, segmentId: id, frame: last, final: false });
      last = frame;
    };
    const callOff = clock.setTimer(() => onWorks(false), SLOW_SPEECH);
    try {
      for await (const piece of speaker.speak(this.inputText, this.abortSignal)) {
        callOff();
        if (samples === 0) onWorks(true);
        samples += piece.length;
        grow((samples / SPEAKER_RATE) * 1000);
        for (const frame of frames.write(piece.slice().buffer)) put(frame);
      }
      if (samples === 0 && !this.abortSignal.aborted) onWorks(false);
    } catch (error) {
      if (error instanceof SpeechError && error.trouble === 'slow') onGivenUp();
      if (!this.abortSignal.aborted) onWorks(false);
    } finally {
      callOff();
    }
    for (const frame of frames.flush()) put(frame);
    if (last) this.queue.put({ requestId: id, segmentId: id, frame: last, final: true });
  }
}

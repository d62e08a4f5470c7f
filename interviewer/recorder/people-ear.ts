import { inference, VADEventType, type VADStream } from '@livekit/agents';
import type { AudioFrame } from '@livekit/rtc-node';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { VOICE_SILENCE } from '../voice/voice-limits.ts';
import { samplesIn } from './placement.ts';
import { LONGEST_SPEECH, RECORD_RATE, SPEECH_MARGIN } from './recorder-limits.ts';
import { SoundMemory } from './sound-memory.ts';
import type { SpokenSound } from './speech-queue.ts';

export interface PeopleEarOptions {
  participantId: string;
  /** The app's. */
  clock: Clock;
  log: Log;
  /** This speaker said something, and paused. */
  onSpeech: (spoken: SpokenSound) => void;
}

/** Samples a second by which the detector of voices counts. */
const DETECTOR_RATE = 16_000;
/** The detector may be so late: sound of silence is kept as long. */
const DETECTOR_LATENESS = samplesIn(3000);

/** Finds where one speaker's speech begins and ends. */
export class PeopleEar {
  readonly #given: PeopleEarOptions;
  readonly #stream: VADStream;
  readonly #memory = new SoundMemory();
  /** Where the speech that goes on began; null in silence. */
  #from: number | null = null;

  constructor(options: PeopleEarOptions) {
    this.#given = options;
    // the sound of speech is kept here: of the detector's own only a little is needed
    const detector = new inference.VAD({ minSilenceDuration: VOICE_SILENCE, maxBufferedSpeech: 1000 });
    this.#stream = detector.stream();
    this.#follow().catch((error: unknown) => {
      options.log.error('Speech is not found any more.', {
        error: error instanceof Error ? error.name : 'unknown',
      });
    });
  }

  /** Sound that was said until now. */
  push(frame: AudioFrame): void {
    this.#memory.add(frame.data, this.#given.clock.now());
    if (this.#from === null) this.#memory.forget(this.#memory.end - DETECTOR_LATENESS);
    this.#stream.pushFrame(frame);
  }

  close(): void {
    this.#stream.close();
  }

  async #follow(): Promise<void> {
    for await (const { rawAccumulatedSpeech, samplesIndex, silenceDuration, speechDuration, type } of this
      .#stream) {
      const now = Math.round((samplesIndex / DETECTOR_RATE) * RECORD_RATE);
      if (type === VADEventType.START_OF_SPEECH) this.#from = now - samplesIn(speechDuration);
      else if (this.#from === null) continue;
      else if (type === VADEventType.END_OF_SPEECH) {
        this.#emit(this.#from, now - samplesIn(silenceDuration));
        this.#from = null;
      } else if (rawAccumulatedSpeech > 0 && now - this.#from > samplesIn(LONGEST_SPEECH)) {
        this.#emit(this.#from, now);
        this.#from = now;
      }
    }
  }

  #emit(from: number, to: number): void {
    const { onSpeech, participantId } = this.#given;
    const margin = samplesIn(SPEECH_MARGIN);
    const begin = Math.max(0, from - margin);
    onSpeech({
      participantId,
      sound: { samples: this.#memory.cut(begin, to + margin), rate: RECORD_RATE },
      startedAt: this.#memory.timeAt(from),
      endedAt: this.#memory.timeAt(to),
      soundStartedAt: this.#memory.timeAt(begin),
    });
    this.#memory.forget(begin);
  }
}

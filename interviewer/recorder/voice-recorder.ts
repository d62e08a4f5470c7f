import { AudioStream, type RemoteTrack } from '@livekit/rtc-node';
import type { Log } from '../log.ts';
import type { PeopleEar } from './people-ear.ts';
import { RECORD_RATE } from './recorder-limits.ts';
import type { TrackRecorder } from './track-recorder.ts';

export interface VoiceRecorderOptions {
  track: RemoteTrack;
  recorder: TrackRecorder;
  /** Null where nobody writes down what is said. */
  ear: PeopleEar | null;
  log: Log;
}

/** One voice of a call on its way into the record and to the transcriber. */
export class VoiceRecorder {
  readonly #given: VoiceRecorderOptions;
  readonly #reader: ReadableStreamDefaultReader;
  #isClosed = false;

  constructor(options: VoiceRecorderOptions) {
    this.#given = options;
    this.#reader = new AudioStream(options.track, { sampleRate: RECORD_RATE, numChannels: 1 }).getReader();
    this.#read().catch((error: unknown) => {
      if (this.#isClosed) return;
      options.log.error('A voice broke off.', { error: error instanceof Error ? error.name : 'unknown' });
    });
  }

  /** Nothing more of it is taken from now on; resolves when its last file is complete. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#given.ear?.close();
    this.#reader.cancel().catch(() => {
      // the track has ended
    });
    await this.#given.recorder.close();
  }

  async #read(): Promise<void> {
    const { ear, recorder } = this.#given;
    for (;;) {
      const { done, value } = await this.#reader.read();
      if (done || this.#isClosed) return;
      recorder.push(value.data);
      ear?.push(value);
    }
  }
}

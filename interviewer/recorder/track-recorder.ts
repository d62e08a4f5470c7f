import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { OpusFile } from './opus-file.ts';
import { placeSound, samplesIn, timeOf } from './placement.ts';
import { ENCODER_REST, GATHER_SOUND, SEGMENT_LENGTH } from './recorder-limits.ts';
import type { Spool, SpooledSegment } from './spool.ts';

export interface TrackRecorderOptions {
  interviewId: string;
  participantId: string;
  /** Names this process. */
  host: string;
  /** The number of the next segment. */
  takeNumber: () => number;
  spool: Spool;
  /** The app's. */
  clock: Clock;
  log: Log;
  /** A segment's file is complete. */
  onSegment: (segment: SpooledSegment) => void;
}

interface OpenSegment {
  segment: SpooledSegment;
  file: OpusFile;
  written: number;
  /** The encoder did not keep up, which was said. */
  isLossy: boolean;
}

/** Records one speaker into files in which time goes as the clock does: where nothing comes there is silence. */
export class TrackRecorder {
  readonly #given: TrackRecorderOptions;
  readonly #ending = new Set<Promise<void>>();
  #open: OpenSegment | null = null;
  #pieces: Int16Array[] = [];
  #count = 0;
  #lastAt = 0;
  #cancelPlace: (() => void) | null = null;
  #restsUntil = 0;
  #isClosed = false;

  constructor(options: TrackRecorderOptions) {
    this.#given = options;
  }

  /** Sound that was said until now. */
  push(samples: Int16Array): void {
    const { clock } = this.#given;
    if (this.#isClosed) return;
    this.#pieces.push(samples);
    this.#count += samples.length;
    this.#lastAt = clock.now();
    this.#cancelPlace ??= clock.setTimer(() => this.#place(), GATHER_SOUND);
  }

  /** Ends the recording; resolves when its last file is complete. */
  async close(): Promise<void> {
    if (!this.#isClosed) {
      this.#cancelPlace?.();
      this.#place();
      this.#isClosed = true;
      this.#cut();
    }
    await Promise.all(this.#ending);
  }

  #place(): void {
    const [pieces, count, endsAt] = [this.#pieces, this.#count, this.#lastAt];
    this.#pieces = [];
    this.#count = 0;
    this.#cancelPlace = null;
    if (count === 0) return;
    if (this.#open?.file.isBroken) this.#rest();
    const sound = { count, endsAt };
    const place =
      this.#open && placeSound({ ...sound, ...this.#open, startedAt: this.#open.segment.startedAt });
    if (!place) this.#cut();
    this.#open ??= this.#begin(Math.round(endsAt - timeOf(count)));
    if (!this.#open) return;
    this.#write(this.#open, place?.silence ?? 0, pieces, count);
    if (this.#open.written >= samplesIn(SEGMENT_LENGTH)) this.#cut();
  }

  #write(open: OpenSegment, silence: number, pieces: readonly Int16Array[], count: number): void {
    if (open.file.write(silence, pieces)) {
      open.written += silence + count;
      return;
    }
    if (!open.isLossy)
      this.#given.log.error('An encoder does not keep up: what is said becomes silence.', {
        interview: open.segment.interviewId,
      });
    open.isLossy = true;
  }

  #begin(startedAt: number): OpenSegment | null {
    const { clock, host, interviewId, log, participantId, spool, takeNumber } = this.#given;
    if (clock.now() < this.#restsUntil) return null;
    try {
      const segment = { interviewId, participantId, number: takeNumber(), startedAt, host };
      return { segment, file: new OpusFile(spool.open(segment)), written: 0, isLossy: false };
    } catch (error) {
      this.#restsUntil = clock.now() + ENCODER_REST;
      log.error('A voice cannot be recorded.', {
        interview: interviewId,
        error: error instanceof Error ? error.name : 'unknown',
      });
      return null;
    }
  }

  #rest(): void {
    const { clock, interviewId, log } = this.#given;
    log.error('An encoder has ended by itself.', { interview: interviewId });
    this.#restsUntil = clock.now() + ENCODER_REST;
    this.#cut();
  }

  /** Ends the file that is open; the next sound begins another. */
  #cut(): void {
    const open = this.#open;
    this.#open = null;
    if (!open) return;
    const ending = open.file.close().then(() => {
      this.#ending.delete(ending);
      this.#given.onSegment(open.segment);
    });
    this.#ending.add(ending);
  }
}

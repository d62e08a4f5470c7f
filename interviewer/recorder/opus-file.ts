import { type ChildProcess, spawn } from 'node:child_process';
import { getFfmpegPath } from '@livekit/av';
import { ENCODER_END, MAX_ENCODER_QUEUE, RECORD_RATE } from './recorder-limits.ts';

/** Silence is written in pieces of this many samples. */
const SILENCE = new Int16Array(RECORD_RATE);

/** An Ogg/Opus file that is written while somebody speaks, by an encoder in a process of its own. */
export class OpusFile {
  readonly #encoder: ChildProcess;
  readonly #ended: Promise<void>;
  #isBroken = false;
  #isClosing = false;

  constructor(path: string) {
    const ffmpeg = getFfmpegPath();
    if (!ffmpeg) throw new Error('There is no encoder for this machine.');
    this.#encoder = spawn(
      ffmpeg,
      [
        ...['-hide_banner', '-loglevel', 'error', '-y'],
        ...['-probesize', '32', '-analyzeduration', '0'],
        ...['-f', 's16le', '-ar', String(RECORD_RATE), '-ac', '1', '-i', 'pipe:0'],
        ...['-c:a', 'libopus', '-b:a', '24k'],
        // what is said is in the file within half a second, whatever then happens
        ...['-f', 'ogg', '-page_duration', '500000', '-flush_packets', '1', path],
      ],
      // in a group of its own: what ends this process leaves it the time to end its file
      { stdio: ['pipe', 'ignore', 'ignore'], detached: true, env: { NODE_ENV: 'production' } },
    );
    this.#ended = new Promise((resolve) => {
      const end = () => {
        this.#isBroken ||= !this.#isClosing;
        resolve();
      };
      this.#encoder.once('error', end);
      this.#encoder.once('close', end);
    });
    this.#encoder.stdin?.on('error', () => {
      this.#isBroken = true;
    });
  }

  /** The encoder has ended by itself: nothing more gets into the file. */
  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Adds sound after so many samples of silence. False, and nothing of it, while the encoder does not keep up. */
  write(silence: number, pieces: readonly Int16Array[]): boolean {
    const { stdin } = this.#encoder;
    if (!stdin || this.#isBroken || stdin.writableLength > MAX_ENCODER_QUEUE) return false;
    for (let left = silence; left > 0; left -= SILENCE.length)
      stdin.write(toBytes(SILENCE.subarray(0, left)));
    for (const piece of pieces) stdin.write(toBytes(piece));
    return true;
  }

  /** Ends the file. Never rejects; an encoder that does not end is ended. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#encoder.stdin?.end();
    const timer = setTimeout(() => this.#encoder.kill('SIGKILL'), ENCODER_END);
    await this.#ended;
    clearTimeout(timer);
  }
}

function toBytes(samples: Int16Array): Buffer {
  return Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
}

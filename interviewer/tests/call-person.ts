import {
  AudioFrame,
  AudioSource,
  AudioStream,
  LocalAudioTrack,
  type RemoteParticipant,
  type RemoteTrack,
  Room,
  RoomEvent,
  TrackKind,
  TrackPublishOptions,
  TrackSource,
} from '@livekit/rtc-node';
import type { Sound } from '../voice/speech-service.ts';
import { resample } from './sound.ts';

const RATE = 24_000;
const FRAME = RATE / 50;
/** Sound of a call that is louder than this is no silence. */
const LOUD = 500;

/** Somebody in a call: speaks into a microphone, and keeps what they hear. */
export class CallPerson {
  readonly room = new Room();
  /** What was heard, by whom. */
  readonly heard = new Map<string, Int16Array[]>();
  /** When sound was heard last, in milliseconds of `Date.now()`. */
  loudAt = 0;
  /** Its microphone gives nothing at all. */
  isPaused = false;
  readonly #source = new AudioSource(RATE, 1, 400);
  #queue: Int16Array[] = [];
  #isGone = false;

  async join(url: string, token: string): Promise<void> {
    this.room.on(RoomEvent.TrackSubscribed, (track, _publication, participant) =>
      this.#listen(track, participant),
    );
    await this.room.connect(url, token, { autoSubscribe: true, dynacast: false });
    const track = LocalAudioTrack.createAudioTrack('microphone', this.#source);
    const options = new TrackPublishOptions();
    options.source = TrackSource.SOURCE_MICROPHONE;
    await this.room.localParticipant?.publishTrack(track, options);
    void this.#speak();
  }

  /** Says this, and resolves when the last of it has gone out. */
  async say(sound: Sound): Promise<void> {
    const { samples } = resample(sound, RATE);
    for (let at = 0; at < samples.length; at += FRAME) {
      const frame = new Int16Array(FRAME);
      frame.set(samples.subarray(at, at + FRAME));
      this.#queue.push(frame);
    }
    while (this.#queue.length > 0) await new Promise((resolve) => setTimeout(resolve, 20));
  }

  /** All that was heard of somebody since this was asked last. */
  take(identity: string): Sound {
    const pieces = this.heard.get(identity) ?? [];
    this.heard.delete(identity);
    const samples = new Int16Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      samples.set(piece, at);
      at += piece.length;
    }
    return { samples, rate: RATE };
  }

  async leave(): Promise<void> {
    this.#isGone = true;
    // at a server that is gone this may never end
    await Promise.race([this.room.disconnect(), new Promise((resolve) => setTimeout(resolve, 3000))]);
  }

  /** A microphone is never quite still. */
  async #speak(): Promise<void> {
    while (!this.#isGone) {
      if (this.isPaused) {
        await new Promise((resolve) => setTimeout(resolve, 20));
        continue;
      }
      const frame =
        this.#queue.shift() ?? Int16Array.from({ length: FRAME }, () => (Math.random() - 0.5) * 20);
      await this.#source.captureFrame(new AudioFrame(frame, RATE, 1, FRAME)).catch(() => {
        this.#isGone = true;
      });
    }
  }

  #listen(track: RemoteTrack, { identity }: RemoteParticipant): void {
    if (track.kind !== TrackKind.KIND_AUDIO) return;
    const reader = new AudioStream(track, { sampleRate: RATE, numChannels: 1 }).getReader();
    const read = async () => {
      for (;;) {
        const { done, value } = await reader.read();
        if (done || this.#isGone) return;
        const pieces = this.heard.get(identity) ?? [];
        // a subscription begins with silence, which says nothing
        const isLoud = value.data.some((sample) => Math.abs(sample) > LOUD);
        if (isLoud) this.loudAt = Date.now();
        if (isLoud || pieces.length > 0) this.heard.set(identity, [...pieces, value.data]);
      }
    };
    read().catch(() => {
      // the track has ended
    });
  }
}

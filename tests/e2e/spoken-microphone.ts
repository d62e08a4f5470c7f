import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright/test';
import { resample, speakText } from '../../interviewer/tests/sound.ts';
import { encodeWav } from '../../interviewer/voice/wav.ts';

/** What microphones of browsers give, in samples a second. */
const RATE = 48_000;
/** Nobody begins to speak the moment that a microphone opens. Milliseconds. */
const BREATH = 400;
/** Two of the microphones that Chromium pretends to have. */
const MICROPHONES = ['Fake Audio Input 1', 'Fake Audio Input 2'] as const;

/**
 * A microphone into which a test says what it wants, when it wants. Chromium takes its sound from a file, which it reads
 * anew whenever a microphone is opened: so what shall be said is written there, and another microphone chosen.
 */
export class SpokenMicrophone {
  readonly #file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'interlace-e2e-spoken-')), 'said.wav');
  #next = 0;

  constructor() {
    this.#write(new Int16Array(RATE));
  }

  /** What Chromium is started with. */
  get args(): string[] {
    return [
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${this.#file}%noloop`,
      '--autoplay-policy=no-user-gesture-required',
    ];
  }

  /** What is said into the microphone that is opened next; nothing where there are no words. */
  async prepare(words: string): Promise<void> {
    const { samples } =
      words === '' ? { samples: new Int16Array(RATE) } : resample(await speakText(words), RATE);
    const all = new Int16Array((RATE * BREATH) / 1000 + samples.length);
    all.set(samples, (RATE * BREATH) / 1000);
    this.#write(all);
  }

  /** Says these words into the call that this page takes part in. Resolves when they have begun. */
  async say(page: Page, words: string): Promise<void> {
    await this.prepare(words);
    await page.getByRole('button', { name: 'Devices and more of the call' }).click();
    // by keyboard: a menu inside a menu closes when the pointer jumps
    await page.getByRole('menuitem', { name: 'Microphone' }).press('ArrowRight');
    await page.getByRole('menuitemcheckbox', { name: MICROPHONES[this.#next++ % 2] ?? '' }).press('Enter');
  }

  #write(samples: Int16Array): void {
    // another file under the same name: whoever reads the old one gets all of it
    fs.writeFileSync(`${this.#file}.new`, encodeWav({ samples, rate: RATE }));
    fs.renameSync(`${this.#file}.new`, this.#file);
  }
}

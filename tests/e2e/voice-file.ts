import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const RATE = 48_000;
const SECONDS = 8;

/** A file with a sound that browsers and media servers take for somebody who talks on and on. Gives its path. */
export function writeVoiceFile(): string {
  const file = path.join(os.tmpdir(), 'interlace-e2e-voice.wav');
  const bytes = Buffer.alloc(44 + RATE * SECONDS * 2);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE * 2, 28);
  bytes.writeUInt16LE(2, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(bytes.length - 44, 40);
  let phase = 0;
  for (let at = 0; at < RATE * SECONDS; at++) {
    const time = at / RATE;
    // A pitch that wanders, in syllables of uneven strength: a steady tone would be taken for noise.
    phase += (130 + 40 * Math.sin(time * 5.1) + 25 * Math.sin(time * 1.7)) / RATE;
    const syllable = Math.max(0.15, Math.sin(time * 2 * Math.PI * 4.3)) * (0.7 + 0.3 * Math.sin(time * 2.3));
    const vowel = 2 + 2 * (1 + Math.sin(time * 7.9));
    let sound = 0;
    for (let overtone = 1; overtone <= 16; overtone++) {
      const nearness = Math.exp(-((overtone - vowel) ** 2) / 8);
      sound += (nearness + 0.3 / overtone) * Math.sin(2 * Math.PI * overtone * phase);
    }
    bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sound * syllable * 0.16)) * 32_000), 44 + at * 2);
  }
  fs.writeFileSync(file, bytes);
  return file;
}

import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Sound } from '../voice/speech-service.ts';
import { encodeWav } from '../voice/wav.ts';

const RATE = 16_000;

/** The same sound with another number of samples a second, by drawing lines between them. */
export function resample({ samples, rate }: Sound, to: number): Sound {
  if (rate === to) return { samples, rate };
  const made = new Int16Array(Math.floor((samples.length * to) / rate));
  for (let n = 0; n < made.length; n++) {
    const at = (n * rate) / to;
    const before = samples[Math.floor(at)] ?? 0;
    const after = samples[Math.floor(at) + 1] ?? before;
    made[n] = Math.round(before + (after - before) * (at % 1));
  }
  return { samples: made, rate: to };
}

/** A voice: what flite (Debian's `flite`) makes of this text. */
export async function speakText(text: string, voice = 'slt'): Promise<Sound> {
  return inFolder(async (folder) => {
    const file = path.join(folder, 'said.wav');
    await run('flite', ['-voice', voice, '-t', text, '-o', file]);
    return decodeWav(await fs.promises.readFile(file));
  });
}

/** An ear: what pocketsphinx (Debian's `pocketsphinx`, `pocketsphinx-en-us`) hears, of these sentences alone. */
export async function hearSound(sound: Sound, sentences: readonly string[]): Promise<string> {
  return inFolder(async (folder) => {
    const wav = path.join(folder, 'heard.wav');
    const grammar = path.join(folder, 'grammar.jsgf');
    await fs.promises.writeFile(wav, encodeWav(resample(sound, RATE)));
    const choice = sentences.map((one) => one.toLowerCase().replace(/[^a-z' ]/g, '')).join(' | ');
    await fs.promises.writeFile(grammar, `#JSGF V1.0;\ngrammar talk;\npublic <said> = ${choice} ;\n`);
    const heard = await run('pocketsphinx_continuous', [
      ...['-infile', wav],
      ...['-jsgf', grammar],
      // by itself it gives up a sentence whose first sounds fit badly, however well the rest fits
      ...['-beam', '1e-120', '-pbeam', '1e-120', '-wbeam', '1e-100'],
      ...['-logfn', '/dev/null'],
    ]);
    return heard.trim().replace(/\s+/g, ' ');
  });
}

/** The samples of a WAV file with one channel of 16 bit. */
export function decodeWav(bytes: Uint8Array): Sound {
  const buffer = Buffer.from(bytes);
  const data = buffer.indexOf('data');
  const samples = new Int16Array(Math.floor((buffer.length - data - 8) / 2));
  for (let n = 0; n < samples.length; n++) samples[n] = buffer.readInt16LE(data + 8 + 2 * n);
  return { samples, rate: buffer.readUInt32LE(24) };
}

async function inFolder<T>(act: (folder: string) => Promise<T>): Promise<T> {
  const folder = await fs.promises.mkdtemp(path.join(os.tmpdir(), 'interlace-sound-'));
  try {
    return await act(folder);
  } finally {
    await fs.promises.rm(folder, { recursive: true, force: true });
  }
}

function run(command: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    let out = '';
    child.stdout.on('data', (piece: Buffer) => {
      out += piece.toString();
    });
    child.on('error', reject);
    child.on('close', (code) =>
      code === 0 ? resolve(out) : reject(new Error(`${command} ended with ${code}.`)),
    );
  });
}

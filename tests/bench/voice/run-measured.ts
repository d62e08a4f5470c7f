import { spawn } from 'node:child_process';
import path from 'node:path';
import { z } from 'zod';
import { FakeOpenAi } from '#models/tests/fake-openai.ts';
import { root } from '#scripts/env.ts';
import { FakeSpeech } from '../../../interviewer/tests/fake-speech.ts';
import { speakText } from '../../../interviewer/tests/sound.ts';
import type { Delays } from './overhead.ts';

const numbers = z.array(z.number());
export const turnsSchema = z.object({
  /** From the end of speech to the first sound, and how late bare timers were meanwhile: milliseconds. */
  latencies: numbers,
  late: numbers,
  /** Processor time as a part of one core, and memory in bytes. */
  core: z.number(),
  rss: z.number(),
  heapBytes: z.number(),
});
export const bargeInSchema = z.object({ silences: numbers, slips: numbers, late: numbers });
export const heapsSchema = z.object({ heaps: numbers });

/** What the model answers: two sentences, as it is told to. */
const ANSWER = 'I see what you mean by that. What would it cost in memory?';

/** With how much silence the voice itself begins that answer, in milliseconds: the loudspeaker is heard after it. */
export async function silenceBeforeAnswer(): Promise<number> {
  const { samples, rate } = await speakText(ANSWER.slice(0, ANSWER.indexOf('.') + 1));
  return (samples.findIndex((sample) => Math.abs(sample) > 300) / rate) * 1000;
}

/** Services on loopback in this process; what asks them is measured in another. */
export class BenchServices {
  readonly #speech = new FakeSpeech();
  readonly #model = new FakeOpenAi();

  static async start(delays: Delays): Promise<BenchServices> {
    const services = new BenchServices();
    await Promise.all([services.#speech.start(), services.#model.start()]);
    services.#speech.hears = 'what would you like to know about it';
    services.#speech.delay = { transcribe: delays.transcribe, speech: delays.speech };
    services.#model.delay = delays.model;
    return services;
  }

  async stop(): Promise<void> {
    await Promise.all([this.#speech.stop(), this.#model.stop()]);
  }

  /** Measures in a process of its own. Throws when that fails. */
  async measure<T>(schema: z.ZodType<T>, what: string, sessions: number, rounds: number): Promise<T> {
    this.#model.replies = Array.from({ length: 10_000 }, () => ({ text: ANSWER }));
    const script = path.join(root, 'tests/bench/voice/measured.ts');
    const urls = [this.#speech.url, this.#model.url];
    const args = ['--expose-gc', '--import', 'tsx', script, what, `${sessions}`, `${rounds}`, ...urls];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (piece: Buffer) => {
      out += piece.toString();
    });
    const code = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0) throw new Error(`Measuring ${what} ended with ${code}.`);
    return schema.parse(JSON.parse(out.trim().split('\n').at(-1) ?? ''));
  }
}

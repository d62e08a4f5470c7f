import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import readline from 'node:readline';
import { root } from '#scripts/env.ts';
import { findWhisper } from '#scripts/whisper.mjs';

/** How long loading the weights may take, in milliseconds: they are read from a disk that others may use. */
const LOADING = 60_000;

/** Real Whisper weights on loopback, behind an endpoint as OpenAI's. */
export class WhisperServer {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.url = `http://127.0.0.1:${port}/v1`;
  }

  /** Throws where Whisper is not installed, or does not start. */
  static async start(): Promise<WhisperServer> {
    const found = findWhisper();
    if (!found) throw new Error('Whisper is not installed. `npm run test:whisper` installs it.');
    const script = path.join(root, 'interviewer/tests/whisper/server.py');
    const child = spawn(found.python, [script, found.weights], { stdio: ['ignore', 'pipe', 'inherit'] });
    const port = await new Promise<number>((resolve, reject) => {
      const timer = setTimeout(() => {
        child.kill('SIGKILL');
        reject(new Error('Whisper did not start in time.'));
      }, LOADING);
      child.once('exit', (code) => {
        clearTimeout(timer);
        reject(new Error(`Whisper ended with ${code}.`));
      });
      readline.createInterface({ input: child.stdout }).on('line', (line) => {
        const [, said] = /^ready (\d+)$/.exec(line) ?? [];
        if (said === undefined) return;
        clearTimeout(timer);
        resolve(Number(said));
      });
    });
    return new WhisperServer(child, port);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    await gone;
  }
}

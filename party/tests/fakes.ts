import type { SetTimer } from '../journal.ts';
import type { Log } from '../log.ts';
import type { Sandbox } from '../sandbox-client.ts';
import type { Socket } from '../session.ts';

/** Time that moves only when a test moves it. */
export class FakeClock {
  now = 1_000_000;
  readonly #timers = new Map<object, { at: number; run: () => void }>();

  readonly read = (): number => this.now;

  readonly setTimer: SetTimer = (run, delay) => {
    const key = {};
    this.#timers.set(key, { at: this.now + delay, run });
    return () => this.#timers.delete(key);
  };

  /** Moves on and runs what is due, in order, letting promises settle after each. */
  async pass(time: number): Promise<void> {
    const end = this.now + time;
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      const [key, { at, run }] = due;
      this.#timers.delete(key);
      this.now = at;
      run();
      await settle();
    }
    this.now = end;
    await settle();
  }
}

/** Lets every promise that can go on go on. */
export async function settle(): Promise<void> {
  for (let n = 0; n < 10; n++) await new Promise(setImmediate);
}

/** Remembers what was said. */
export class FakeLog implements Log {
  readonly errors: string[] = [];
  info(): void {}
  error(message: string): void {
    this.errors.push(message);
  }
}

/** Remembers what the room sent and how it closed. */
export class FakeSocket implements Socket {
  readonly frames: Uint8Array[] = [];
  closeCode: number | null = null;

  send(bytes: Uint8Array): void {
    this.frames.push(bytes);
  }

  close(code: number): void {
    this.closeCode = code;
  }
}

/** A sandbox that says nothing and takes nothing, but for what a test gives it. */
export function buildSandbox(overrides: Partial<Sandbox> = {}): Sandbox {
  return {
    run: async function* () {},
    test: async function* () {},
    type: async () => null,
    listLanguages: async () => null,
    archive: async () => null,
    ...overrides,
  };
}

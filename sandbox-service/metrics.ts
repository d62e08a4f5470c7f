import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { LanguageId } from '#core/languages.ts';
import type { RunEvent } from '#core/sandbox-protocol.ts';
import type { TestEvent } from '#core/test-protocol.ts';
import type { Queue } from './queue.ts';

/** Seconds of programs: from a hello to the longest that a limit allows. */
const BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300];

/** Figures that are read when somebody asks for them. */
export type LiveFigures = () => Record<string, number>;

/** What the service counts about itself, as Prometheus reads it. Nothing of a candidate's is in it. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #runs: Counter;
  readonly #cases: Counter;
  readonly #failures: Counter;
  readonly #seconds: Histogram;

  /** `figures`: gauges of other parts, by name without prefix. */
  constructor(queue: Queue, figures: LiveFigures) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry, prefix: 'interlace_sandbox_' });
    this.#runs = new Counter({
      name: 'interlace_sandbox_runs_total',
      help: 'Programs and test suites that came to a verdict.',
      labelNames: ['kind', 'language', 'verdict'],
      registers,
    });
    this.#cases = new Counter({
      name: 'interlace_sandbox_cases_total',
      help: 'Test cases by verdict.',
      labelNames: ['language', 'verdict'],
      registers,
    });
    this.#failures = new Counter({
      name: 'interlace_sandbox_failures_total',
      help: 'Requests that the service itself could not carry out.',
      labelNames: ['kind', 'code'],
      registers,
    });
    this.#seconds = new Histogram({
      name: 'interlace_sandbox_program_seconds',
      help: 'Wall clock of programs, without queue and compiler.',
      labelNames: ['language'],
      buckets: BUCKETS,
      registers,
    });
    new Gauge({
      name: 'interlace_sandbox_queue',
      help: 'Jobs in the queue.',
      labelNames: ['state'],
      registers,
      collect() {
        this.set({ state: 'running' }, queue.running);
        this.set({ state: 'waiting' }, queue.waiting);
      },
    });
    for (const name of Object.keys(figures())) {
      new Gauge({
        name: `interlace_sandbox_${name}`,
        help: `Now: ${name.replaceAll('_', ' ')}.`,
        registers,
        collect() {
          this.set(figures()[name] ?? 0);
        },
      });
    }
  }

  countRun(language: LanguageId, event: RunEvent): void {
    if (event.type === 'failed') this.#failures.inc({ kind: 'run', code: event.code });
    if (event.type !== 'ended') return;
    this.#runs.inc({ kind: 'run', language, verdict: event.verdict });
    this.#seconds.observe({ language }, event.timeMs / 1000);
  }

  countTests(language: LanguageId, event: TestEvent): void {
    if (event.type === 'error') this.#failures.inc({ kind: 'tests', code: event.code });
    if (event.type === 'test_result') this.#cases.inc({ language, verdict: event.result.verdict });
    if (event.type === 'done') this.#runs.inc({ kind: 'tests', language, verdict: event.summary.verdict });
  }

  /** Prometheus' text format, with its content type. */
  async read(): Promise<{ contentType: string; text: string }> {
    return { contentType: this.#registry.contentType, text: await this.#registry.metrics() };
  }
}

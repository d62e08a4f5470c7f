import { randomUUID } from 'node:crypto';
import http from 'node:http';
import { LANGUAGES, type LanguageId } from '#core/languages.ts';
import { type RunEvent, SANDBOX_RUNS_PATH } from '#core/sandbox-protocol.ts';
import { SANDBOX_TESTS_PATH, type TestEvent } from '#core/test-protocol.ts';
import type { TestSuiteInput } from '#core/test-suite.ts';
import { type Service, TOKEN } from '#sandbox/tests/harness.ts';

const agent = new http.Agent({ keepAlive: true });

/** Closes the connections that were kept. */
export function closeClient(): void {
  agent.destroy();
}

/** A run to its end. Throws when it does not print its word. */
export async function runHello(service: Service, language: LanguageId, code: string): Promise<void> {
  let text = '';
  let verdict = '';
  await stream<RunEvent>(service, SANDBOX_RUNS_PATH, buildProgram(language, code), (event) => {
    if (event.type === 'output') text += event.text;
    if (event.type === 'ended') verdict = event.verdict;
  });
  if (verdict !== 'accepted' || text !== 'hello\n') throw new Error(`A ${language} hello ended: ${verdict}.`);
}

export interface TestedTimes {
  /** Wall clock in milliseconds from the request until the first result. */
  first: number;
  /** Until the last event. */
  all: number;
  passed: number;
}

/** A suite to its end. */
export async function runSuite(
  service: Service,
  options: { language: LanguageId; code: string; suite: TestSuiteInput },
): Promise<TestedTimes> {
  const { language, code, suite } = options;
  const startedAt = performance.now();
  const times: TestedTimes = { first: Number.NaN, all: Number.NaN, passed: 0 };
  const body = { ...buildProgram(language, code), suite };
  await stream<TestEvent>(service, SANDBOX_TESTS_PATH, body, (event) => {
    const now = performance.now() - startedAt;
    if (event.type === 'test_result' && Number.isNaN(times.first)) times.first = now;
    if (event.type === 'done') Object.assign(times, { all: now, passed: event.summary.passed });
  });
  return times;
}

/** How many warm processes wait. */
export async function countWarm(service: Service): Promise<number> {
  const response = await fetch(`${service.url}/metrics`, { headers: { authorization: `Bearer ${TOKEN}` } });
  return Number(/^interlace_sandbox_warm_processes (\d+)$/m.exec(await response.text())?.[1] ?? 0);
}

function buildProgram(language: LanguageId, code: string) {
  const { entry } = LANGUAGES[language];
  return {
    runId: randomUUID(),
    interviewId: randomUUID(),
    language,
    entry,
    files: [{ path: entry, text: code }],
  };
}

function stream<Event>(
  service: Service,
  path: string,
  body: unknown,
  onEvent: (event: Event) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
    const request = http.request(
      new URL(path, service.url),
      { method: 'POST', agent, headers },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text += chunk;
          const parts = text.split('\n\n');
          text = parts.pop() ?? '';
          if (response.statusCode !== 200) return;
          for (const part of parts) onEvent(JSON.parse(part.slice('data: '.length)) as Event);
        });
        response.on('end', () =>
          response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode}: ${text}`)),
        );
      },
    );
    request.on('error', reject);
    request.end(JSON.stringify(body));
  });
}

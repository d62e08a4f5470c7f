import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import type { RunRequestInput } from '#core/sandbox-protocol.ts';
import type { TestSuiteInput } from '#core/test-suite.ts';
import { connectSandbox } from './sandbox-client.ts';

test('what starts a run or tests names it in a header, by which a proxy finds its machine again', async () => {
  const seen: [string | undefined, unknown][] = [];
  const server = http.createServer((request, response) => {
    seen.push([request.url, request.headers['interlace-run']]);
    response.statusCode = 503;
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sandbox = connectSandbox({ url, token: 'a-token' }, { info: () => {}, error: () => {} });
  const runId = randomUUID();
  const request: RunRequestInput = {
    runId,
    interviewId: randomUUID(),
    language: 'python',
    files: [{ path: 'main.py', text: '' }],
    entry: 'main.py',
  };
  const suite: TestSuiteInput = { kind: 'stdio', cases: [{ stdin: '', expected: '' }] };
  const { signal } = new AbortController();
  try {
    for await (const event of sandbox.run(request, signal)) expect(event.type).toBe('failed');
    for await (const event of sandbox.test({ ...request, suite }, signal)) expect(event.type).toBe('error');
  } finally {
    server.close();
  }
  expect(seen).toEqual([
    ['/v1/runs', runId],
    ['/v1/tests', runId],
  ]);
});

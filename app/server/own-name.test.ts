import { createServer, request } from 'node:http';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { assumeOwnName, leadToOwnName } from './own-name.ts';

const server = createServer(
  express()
    .use(leadToOwnName('http://127.0.0.1:3000'), assumeOwnName('http://127.0.0.1:3000'))
    .use((req, res) => res.send(`${req.headers.host} ${req.headers['x-forwarded-host'] ?? 'none'}`)),
);
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

function ask(headers: Record<string, string>, method = 'GET'): Promise<{ location?: string; body: string }> {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return new Promise((resolve) => {
    request({ host: '127.0.0.1', port, path: '/a?b=1', method, headers }, async (response) => {
      let body = '';
      for await (const chunk of response) body += chunk;
      const { location } = response.headers;
      resolve({ ...(location && { location }), body });
    }).end();
  });
}

test('leads another name of this machine to the own one, with path and query', async () => {
  expect((await ask({ host: 'localhost:3000' })).location).toBe('http://127.0.0.1:3000/a?b=1');
  expect((await ask({ host: '[::1]:3000' })).location).toBe('http://127.0.0.1:3000/a?b=1');
});

test.each([
  ['the own name', { host: '127.0.0.1:3000' }],
  ['another port', { host: 'localhost:9999' }],
])('stays for %s', async (_name, headers) => {
  expect((await ask(headers)).location).toBeUndefined();
});

test('does not lead forms, which would lose what was typed', async () => {
  expect((await ask({ host: 'localhost:3000' }, 'POST')).location).toBeUndefined();
});

test('lets nobody choose the name that the app sees', async () => {
  const { body } = await ask({ host: '127.0.0.1:3000', 'x-forwarded-host': 'evil.example' });
  expect(body).toBe('127.0.0.1:3000 none');
});

test('refuses names that are not of this machine, and says what to do', async () => {
  const { body } = await ask({ host: 'evil.example:3000' });
  expect(body).toContain('Interlace answers at http://127.0.0.1:3000.');
  expect(body).toContain('APP_URL');
});

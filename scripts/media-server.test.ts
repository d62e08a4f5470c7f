import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildMediaServer, findMediaServer, MEDIA_SERVER_VERSION } from './media-server.mjs';

let cache = '';
beforeEach(() => {
  cache = fs.mkdtempSync(path.join(os.tmpdir(), 'media-'));
});
afterEach(() => fs.rmSync(cache, { recursive: true }));

const built = () => path.join(cache, `livekit-server-v${MEDIA_SERVER_VERSION}`, 'livekit-server');

/** A machine with these programs, by file and what each says of its version. Building writes a file that says the right one. */
function makeHost(
  programs: Record<string, string>,
  { env = {}, builds = MEDIA_SERVER_VERSION }: { env?: Record<string, string>; builds?: string | null } = {},
) {
  const runs: string[] = [];
  return {
    runs,
    env,
    cache,
    ask: (file: string) =>
      programs[file] ??
      (file.startsWith(cache) && fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : null),
    findPrograms: (name: string) => Object.keys(programs).filter((file) => file.startsWith(`/bin/${name}`)),
    async run(file: string, args: string[], options: { env: Record<string, string> }) {
      runs.push(`${file} ${args.join(' ')}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (builds === null) return false;
      fs.writeFileSync(
        path.join(options.env.GOBIN ?? '', 'server'),
        `livekit-server version ${builds} ${runs.length}`,
      );
      return true;
    },
  };
}

const SERVER = { '/bin/livekit-server': 'livekit-server version 1.12.0\n' };
const GO = { '/bin/go': 'go version go1.26.1 linux/amd64\n' };

test('a server that was named comes first, then an installed one', () => {
  const programs = { ...SERVER, ...GO, '/own/lk': 'livekit-server version 1.11.0' };
  expect(findMediaServer(makeHost(programs, { env: { LIVEKIT_SERVER: '/own/lk' } }))).toEqual({
    server: '/own/lk',
  });
  expect(findMediaServer(makeHost(programs))).toEqual({ server: '/bin/livekit-server' });
});

test('one that was named and cannot run is not replaced by another', () => {
  expect(findMediaServer(makeHost({ ...SERVER, ...GO }, { env: { LIVEKIT_SERVER: '/own/lk' } }))).toBeNull();
});

test('one that was built is used while it is of the right version, else Go builds it again', () => {
  fs.mkdirSync(path.dirname(built()));
  fs.writeFileSync(built(), 'livekit-server version 1.13.5\n');
  expect(findMediaServer(makeHost(GO))).toEqual({ server: built() });
  fs.writeFileSync(built(), 'livekit-server version 1.13.4\n');
  expect(findMediaServer(makeHost(GO))).toEqual({ go: '/bin/go' });
});

test('a Go that is too old builds nothing', () => {
  expect(findMediaServer(makeHost({ '/bin/go': 'go version go1.19.8 linux/amd64' }))).toBeNull();
  expect(
    findMediaServer(
      makeHost({ '/bin/go': 'go version go1.19.8', '/usr/local/go/bin/go': 'go version go1.24.0' }),
    ),
  ).toEqual({ go: '/usr/local/go/bin/go' });
  expect(findMediaServer(makeHost({}))).toBeNull();
});

test('two that build at once both have a whole server, and leave nothing else', async () => {
  const host = makeHost(GO);
  const files = await Promise.all([1, 2].map(() => buildMediaServer('/bin/go', undefined, host)));
  expect(files).toEqual([built(), built()]);
  expect(host.runs).toEqual(
    Array(2).fill(`/bin/go install github.com/livekit/livekit-server/cmd/server@v${MEDIA_SERVER_VERSION}`),
  );
  expect(fs.readdirSync(path.dirname(built()))).toEqual(['livekit-server']);
  expect(findMediaServer(host)).toEqual({ server: built() });
});

test.each([null, '1.0.0'])('what fails to build, or is another version (%s), is not kept', async (builds) => {
  await expect(buildMediaServer('/bin/go', undefined, makeHost(GO, { builds }))).rejects.toThrow(
    'The media server could not be built. Try it by hand: /bin/go install',
  );
  expect(fs.readdirSync(path.dirname(built()))).toEqual([]);
});

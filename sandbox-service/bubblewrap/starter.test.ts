import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildStarterCommand, Starter } from './starter.ts';

const tools = { prlimit: '/usr/bin/prlimit', setpriv: '/usr/bin/setpriv', bash: '/usr/bin/bash' };
const FILE_BYTES = 1 << 20;
let directory = '';
let starter: Starter;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'interlace-starter-'));
  starter = new Starter({ tools, uid: null, scriptPath: script(), fileBytes: FILE_BYTES });
});
afterEach(async () => {
  await starter.close();
  rmSync(directory, { recursive: true });
});

const script = () => join(directory, 'start');
const read = (name: string) => readFileSync(join(directory, name), 'utf8');

test('runs the script as it is at each start, one after the other, and tells each end', async () => {
  for (const word of ['first', 'second', 'third']) {
    writeFileSync(script(), `exec echo ${word} >>${directory}/said`);
    await starter.start();
  }
  expect(read('said')).toBe('first\nsecond\nthird\n');
});

test('a script that fails or cannot be read ends too, and the next start goes on', async () => {
  await starter.start();
  writeFileSync(script(), 'exec /does/not/exist');
  await starter.start();
  writeFileSync(script(), `exec >${directory}/missing/file`);
  await starter.start();
  writeFileSync(script(), `exec echo fine >${directory}/said`);
  await starter.start();
  expect(read('said')).toBe('fine\n');
  expect(starter.isGone).toBe(false);
});

test('what it starts has the limits, and neither environment nor descriptors of the service', async () => {
  const lists = `ulimit -f -n -c; env | grep -v '^PWD='; ls /proc/self/fd`;
  writeFileSync(script(), `exec </dev/null >${directory}/said 2>&1; exec /usr/bin/bash -c "${lists}"`);
  await starter.start();
  const said = read('said');
  expect(said).toMatch(/file size .* 1024\n/);
  expect(said).toMatch(/open files .* 256\n/);
  expect(said).toMatch(/core file size .* 0\n/);
  const names = said.split('\n').filter((line) => line.includes('='));
  expect(names.map((line) => line.split('=')[0]).sort()).toEqual(['SHLVL', '_']);
  expect(said).toMatch(/\n0\n1\n2\n3\n$/);
});

test('killed in the middle, it says that what ran has ended, and starts nothing more', async () => {
  writeFileSync(script(), `echo up >${directory}/said; exec sleep 60`);
  const ended = starter.start();
  while (!isThere('said')) await new Promise((resolve) => setTimeout(resolve, 5));
  starter.kill();
  await ended;
  await starter.close();
  expect(starter.isGone).toBe(true);
  await starter.start();
});

test('closes what would be handed down before anything else, and changes the user last', () => {
  const options = { tools, uid: 60_001, scriptPath: '/s', fileBytes: FILE_BYTES };
  const command = buildStarterCommand(options, [10, 251]);
  expect(command.slice(0, 6)).toEqual([
    '/usr/bin/bash',
    '--norc',
    '-c',
    'exec 10>&-; exec 251>&-; exec "$@"',
    'launch',
    '/usr/bin/prlimit',
  ]);
  const plain = buildStarterCommand(options, []);
  expect(plain[0]).toBe('/usr/bin/prlimit');
  expect(plain.indexOf('--reuid=60001')).toBeGreaterThan(plain.indexOf('/usr/bin/setpriv'));
  expect(plain).toContain('--pdeathsig=KILL');
  expect(buildStarterCommand({ ...options, uid: null }, [])).not.toContain('--clear-groups');
});

function isThere(name: string): boolean {
  try {
    return read(name) !== '';
  } catch {
    return false;
  }
}

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Service, startService, until } from './harness.ts';
import { listProcesses } from './processes.ts';
import { openRoom, openShell, type RoomLine } from './room-line.ts';

let service: Service;
const lines: RoomLine[] = [];
beforeAll(async () => {
  service = await startService();
});
afterEach(async () => {
  for (const line of lines.splice(0)) {
    line.send({ type: 'terminal-close' });
    await line.close();
  }
});
afterAll(() => service.stop());

async function shell(files: Record<string, string> = {}, id?: string): Promise<RoomLine> {
  const line = await openShell(service, files, id);
  lines.push(line);
  return line;
}

test('a shell opens in the workspace with the files of the document', async () => {
  const start = performance.now();
  const line = await shell({ 'main.py': 'print(6 * 7)\n', 'lib/a.txt': 'x' });
  process.stdout.write(`terminal ready in ${(performance.now() - start).toFixed(0)} ms\n`);
  expect(await line.run('python3 main.py; ls lib; pwd; whoami')).toMatch(
    /42\r\na.txt\r\n\/workspace\r\ncandidate/,
  );
});

test('jobs can be stopped, sent to the background, brought back and interrupted', async () => {
  const line = await shell();
  line.type('sleep 300\n');
  await line.shows('sleep 300');
  await until('sleep in the foreground', async () => {
    line.type('\x1a');
    return line.screen.includes('Stopped');
  });
  expect(await line.run('bg; jobs')).toMatch(/Running\s+sleep 300/);
  line.type('fg\n');
  await line.shows(/fg\r\n.*sleep 300\r\n/s);
  line.type('\x03');
  await line.shows('^C');
  expect(await line.run('echo "left: $(jobs | wc -l)"')).toContain('left: 0');
});

test('programs see the size of the terminal, also when it changes', async () => {
  const line = await shell();
  expect(await line.run('stty size')).toContain('24 80');
  line.send({ type: 'terminal-resize', size: { columns: 132, rows: 50 } });
  expect(await line.run('stty size')).toContain('50 132');
});

test('a size or a message that no terminal can have is refused and the line stays up', async () => {
  const line = await shell();
  line.send({ type: 'terminal-resize', size: { columns: 100_000, rows: 24 } });
  expect(await line.next('trouble')).toMatchObject({ code: 'bad_request' });
  line.socket.send('not json');
  expect((await line.next('trouble', () => true, 1)).message).toBe('The message is not JSON.');
  expect(await line.run('stty size')).toContain('24 80');
});

test('the exit code is told, sizes that come after it do no harm, and a new shell can be opened', async () => {
  const line = await shell();
  line.type('exit 7\n');
  for (let i = 0; i < 20; i++) line.send({ type: 'terminal-resize', size: { columns: 90 + i, rows: 30 } });
  expect(await line.next('terminal-closed')).toEqual({ type: 'terminal-closed', exitCode: 7 });
  line.send({ type: 'terminal-resize', size: { columns: 100, rows: 30 } });
  line.send({ type: 'terminal-open', size: { columns: 100, rows: 30 } });
  await line.next('terminal-opened', () => true, 1);
  expect(await line.run('stty size')).toContain('30 100');
});

test('a shell that is closed takes all its programs with it', async () => {
  const line = await shell();
  await line.run('(setsid sleep 301 &) ; nohup sleep 301 >/dev/null 2>&1 & sleep 301 &');
  line.send({ type: 'terminal-close' });
  expect((await line.next('terminal-closed')).exitCode).toBeNull();
  expect(countCommand('sleep\x00301')).toBe(0);
});

test('the sandbox of a shell is that of a run: no network, no capability, no descriptor, no trace of the host', async () => {
  const line = await shell();
  const seen = await line.run(
    'command grep -E "^(Seccomp|NoNewPrivs|CapEff|CapBnd):" /proc/self/status; ls /proc/self/fd | tr "\\n" " "; ' +
      'cat /proc/*/environ | tr "\\0" "\\n" | grep -cE "INTERLACE|SANDBOX"; cat /proc/*/cmdline | grep -c [i]nterlace; ' +
      'touch /etc/x /usr/x /x 2>&1 | grep -c "Read-only"; ls /root /home /var 2>&1 | grep -c "cannot access"; ' +
      'echo > /dev/tcp/127.0.0.1/80; unshare -U true; echo out >/dev/stdout; echo err >/dev/stderr',
  );
  expect(seen).toMatch(/CapEff:\s+0{16}/);
  expect(seen).toMatch(/CapBnd:\s+0{16}/);
  expect(seen).toMatch(/NoNewPrivs:\s+1/);
  expect(seen).toMatch(/Seccomp:\s+2/);
  expect(seen).toMatch(/0 1 2 3 0\r\n0\r\n3\r\n3\r\n/);
  expect(seen).toMatch(/Connection refused|Network is unreachable/);
  expect(seen).toContain('unshare failed: Operation not permitted');
  expect(seen).toMatch(/\r\nout\r\nerr\r\n/);
});

test('a program cannot type into the terminal', async () => {
  const line = await shell({
    'sti.py':
      'import ctypes, fcntl, os\nlibc = ctypes.CDLL(None, use_errno=True)\n' +
      'for request in (0x5412, 0x541C, 0x5423, 0x5412 | 1 << 32):\n' +
      '    code = libc.ioctl(ctypes.c_int(0), ctypes.c_ulong(request), b"x")\n' +
      '    print(hex(request), code, os.strerror(ctypes.get_errno()))\n',
  });
  const seen = await line.run('python3 sti.py');
  expect(seen.match(/-1 Operation not permitted/g)).toHaveLength(4);
});

test('a program that is over the memory limit ends, and the shell goes on', async () => {
  const line = await shell();
  await line.run('sleep 302 & python3 -c "x = bytearray(600 << 20)"');
  expect(await line.run('echo "code $?"; jobs')).toMatch(/Running\s+sleep 302/);
  expect(await line.run('python3 -c "x = bytearray(600 << 20)"; echo "code $?"')).toContain('code 137');
});

test('a fork bomb stays within its processes and ends with the terminal', async () => {
  const line = await shell();
  line.type('b() { b | b & }; b\n');
  await line.shows(/Resource temporarily unavailable|fork/);
  const other = await shell();
  expect(await other.run('echo well')).toContain('well');
  line.send({ type: 'terminal-close' });
  await line.next('terminal-closed');
});

test('a flood waits for its readers, and costs the service no memory', async () => {
  const line = await shell();
  line.takesOutput = false;
  const before = residentBytes(service.pid);
  line.type('yes | head -c 300000000; echo done\n');
  const isStill = async () => {
    const length = line.screen.length;
    await new Promise((resolve) => setTimeout(resolve, 500));
    return line.screen.length === length && length > 0;
  };
  await until('the flood to stand still', isStill);
  expect(line.screen.length).toBeLessThan(512 * 1024 + 200 * 1024);
  expect(residentBytes(service.pid) - before).toBeLessThan(60 * 1024 * 1024);
  line.takesOutput = true;
  const shown = line.screen.length;
  line.send({ type: 'terminal-taken', offset: shown });
  await until('more of it', () => line.screen.length > shown);
  line.type('\x03');
  await line.shows('^C');
  expect(await line.run('echo on')).toContain('on');
});

test('typing at a program that never reads is refused before it costs memory', async () => {
  const line = await shell();
  line.type('stty raw -echo; sleep 300\n');
  await line.shows('sleep 300');
  for (let i = 0; i < 12; i++) line.type('x'.repeat(60_000));
  expect(await line.next('trouble')).toMatchObject({ code: 'too_large' });
});

test('a room that comes back gets what the screen showed, and output goes on where it was', async () => {
  const id = randomUUID();
  const first = await shell({}, id);
  await first.run('echo before');
  const offset = lastOffset(first);
  await first.close();
  const again = await openRoom(service, {}, id);
  lines.push(again);
  const { terminal } = await again.next('ready');
  expect(terminal?.scrollback).toContain('before');
  expect((terminal?.offset ?? 0) + (terminal?.scrollback.length ?? 0)).toBe(offset);
  expect(await again.run('echo after')).toContain('after');
  expect(again.all('terminal-output')[0]?.offset).toBe(offset);
});

test('output that came while no room was there is kept in full up to the scrollback', async () => {
  const id = randomUUID();
  const first = await shell({}, id);
  first.type('sleep 0.3; seq 1 20000; echo "en""d"\n');
  await first.shows('sleep 0.3');
  const offset = lastOffset(first);
  const before = first.screen;
  await first.close();
  const again = await openRoom(service, {}, id);
  lines.push(again);
  await again.shows(/20000\r\nend/);
  const { terminal } = await again.next('ready');
  expect(terminal?.offset).toBeLessThanOrEqual(offset);
  const all = before + again.screen.slice(offset - (terminal?.offset ?? 0));
  expect(all).toContain(Array.from({ length: 20_000 }, (_, i) => `${i + 1}\r\n`).join(''));
});

test('characters of several bytes arrive whole', async () => {
  const line = await shell();
  const seen = await line.run(`python3 -c "print('ä€😀' * 9000)"`);
  expect(seen.match(/ä€😀/g)?.length).toBeGreaterThanOrEqual(9000);
  expect(seen).not.toContain('\ufffd');
});

test('two interviews see neither the files nor the processes of each other', async () => {
  const a = await shell({ 'secret.txt': 'of a' });
  const b = await shell({ 'other.txt': 'of b' });
  await a.run('sleep 303 &');
  expect(await b.run('ls -a')).not.toContain('secret');
  expect(await b.run('cat /proc/*/cmdline | tr "\\0" " "; ls /proc | grep -c "^[0-9]"')).not.toContain(
    'sleep 303',
  );
  expect(await b.run('ls /var/lib /tmp; find / -name secret.txt 2>/dev/null | wc -l')).toMatch(/\r\n0\r\n/);
});

function lastOffset(line: RoomLine): number {
  const last = line.all('terminal-output').at(-1);
  return last ? last.offset + last.data.length : 0;
}

function residentBytes(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
}

/** Living processes of the machine whose command line has these words, joined as the kernel does. */
function countCommand(words: string): number {
  return listProcesses().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(words);
    } catch {
      return false;
    }
  }).length;
}

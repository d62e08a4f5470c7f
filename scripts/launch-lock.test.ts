import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { takeLaunchLock } from './launch-lock.ts';

test('a second launcher is refused with the address of the first', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'lock-'));
  const script = path.join(data, 'launch.ts');
  fs.writeFileSync(script, '');
  const other = spawn('tail', ['-f', script], { stdio: 'ignore' });
  fs.writeFileSync(
    path.join(data, 'launcher.lock'),
    JSON.stringify({ pid: other.pid, url: 'http://127.0.0.1:3000' }),
  );
  expect(() => takeLaunchLock(data)).toThrow('http://127.0.0.1:3000');
  other.kill();
});

test('a lock left by a crash is taken over', () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'lock-'));
  fs.writeFileSync(path.join(data, 'launcher.lock'), JSON.stringify({ pid: 2 ** 22 + 1, url: '' }));
  const lock = takeLaunchLock(data);
  lock.setUrl('http://127.0.0.1:3001');
  expect(JSON.parse(fs.readFileSync(path.join(data, 'launcher.lock'), 'utf8')).pid).toBe(process.pid);
  lock.release();
  expect(fs.existsSync(path.join(data, 'launcher.lock'))).toBe(false);
});

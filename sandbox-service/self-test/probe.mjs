// Runs inside the sandbox and reports, as one line of JSON, what a program can see and do there.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { release } from 'node:os';

const canaryPort = Number(readFileSync(0, 'utf8'));

const status = Object.fromEntries(
  readFileSync('/proc/self/status', 'utf8')
    .split('\n')
    .map((line) => line.split(/:\s*/)),
);
const readNames = (pid) =>
  readFileSync(`/proc/${pid}/environ`, 'latin1')
    .split('\0')
    .map((pair) => pair.split('=')[0])
    .filter(Boolean);
const canMake = (path) => {
  try {
    mkdirSync(path);
    return true;
  } catch {
    return false;
  }
};
const isReachable = (host) =>
  new Promise((resolve) => {
    const socket = connect({ host, port: canaryPort, timeout: 500 });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('timeout', () => resolve(false));
  });

// Whatever this process inherited, a child inherits too; Node's own descriptors stay behind. The shell lists them
// itself: in gVisor `ls` may fail.
const listing = spawnSync('sh', ['-c', 'cd /proc/self/fd && echo *'], {
  stdio: ['inherit', 'pipe', 'inherit'],
});
const report = {
  seccomp: status.Seccomp,
  noNewPrivs: status.NoNewPrivs ?? null,
  capabilities: ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb']
    .map((name) => status[name])
    .filter(Boolean),
  kernel: release(),
  // Asking the kernel by netlink, as Node does, is refused here.
  interfaces: readFileSync('/proc/net/dev', 'utf8')
    .split('\n')
    .slice(2)
    .map((line) => line.split(':')[0].trim())
    .filter(Boolean),
  reached: await isReachable('127.0.0.1'),
  environment: [...new Set([...readNames(1), ...readNames('self')])],
  descriptors: listing.stdout.toString().trim().split(' ').map(Number),
  processes: readdirSync('/proc').filter((name) => /^\d+$/.test(name)).length,
  writable: ['/', '/usr', '/etc', '/dev', '/proc', '/opt', '/home', '/workspace', '/tmp'].filter(
    (directory) => canMake(`${directory}/interlace-probe`.replace('//', '/')),
  ),
};
process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));

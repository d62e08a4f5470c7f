import { expect, test } from 'vitest';
import { explainTrouble } from './advice.ts';
import { evaluateProbe } from './evaluate.ts';

const sound = {
  kernel: '6.1.0',
  seccomp: '2',
  noNewPrivs: '1',
  capabilities: ['0000000000000000', '0000000000000000'],
  interfaces: ['lo'],
  reached: false,
  environment: ['PATH', 'HOME'],
  descriptors: [0, 1, 2, 3],
  processes: 2,
  writable: ['/workspace', '/tmp'],
};
const SHARED_KERNEL = { hasOwnKernel: false, hostKernel: '6.1.0' };
const OWN_KERNEL = { hasOwnKernel: true, hostKernel: '6.1.0' };
const failed = (changes: object, options = SHARED_KERNEL) =>
  evaluateProbe(JSON.stringify({ ...sound, ...changes }), '', options)
    .filter((check) => !check.isPassed)
    .map((check) => check.name);

test("passes a kernel of the driver that tells less, but not the machine's own in its place", () => {
  const gvisor = { kernel: '4.4.0', seccomp: '0', noNewPrivs: null };
  expect(failed(gvisor, OWN_KERNEL)).toEqual([]);
  expect(failed({ ...gvisor, kernel: '6.1.0' }, OWN_KERNEL)).toEqual([
    'kernel of its own, no seccomp filter',
  ]);
  expect(failed(gvisor)).toEqual(['seccomp filter', 'no new privileges']);
});

test('passes a sandbox that holds', () => {
  expect(failed({})).toEqual([]);
});

test.each<[string, object, string]>([
  ['without a filter', { seccomp: '0' }, 'seccomp filter'],
  ['that could gain privileges', { noNewPrivs: '0' }, 'no new privileges'],
  ['with a capability', { capabilities: ['0000000000000000', '0000000000200000'] }, 'no capabilities'],
  ['with a network', { interfaces: ['lo', 'eth0'] }, 'no network'],
  ['that reaches the host', { reached: true }, 'no network'],
  [
    "with the service's environment",
    { environment: ['PATH', 'SANDBOX_SERVICE_TOKEN'] },
    'no environment of the service',
  ],
  ['with an open descriptor', { descriptors: [0, 1, 2, 3, 7] }, 'descriptors'],
  ['without stderr', { descriptors: [0, 1, 3] }, 'descriptors'],
  ["that sees the host's processes", { processes: 90 }, 'own processes only'],
  ['with a writable root', { writable: ['/', '/workspace', '/tmp'] }, 'read-only root'],
  ['without a workspace', { writable: ['/tmp'] }, 'workspace'],
])('fails a sandbox %s', (_what, changes, name) => {
  expect(failed(changes)).toEqual([name]);
});

test('fails a probe that does not report, and repeats its complaint', () => {
  for (const output of ['', 'Segmentation fault', '{"seccomp": 2}'])
    expect(evaluateProbe(output, 'cannot open shared object\n', SHARED_KERNEL)).toEqual([
      { name: 'probe', isPassed: false, detail: 'it did not report: cannot open shared object' },
    ]);
});

test('never repeats the names of foreign variables, only how many there are', () => {
  const checks = evaluateProbe(JSON.stringify({ ...sound, environment: ['MY_SECRET'] }), '', SHARED_KERNEL);
  expect(JSON.stringify(checks)).not.toContain('MY_SECRET');
});

test.each([
  ['bwrap: setting up uid map: Permission denied', /AppArmor/],
  ['bwrap: No permissions to creating new namespace, likely because the kernel does not allow', /sysctl/],
  ["bwrap: Can't mount proc on /newroot/proc: Operation not permitted", /systempaths=unconfined/],
  ['spawn EINVAL', /CAP_SETUID/],
])('knows what to do about "%s"', (message, advice) => {
  expect(explainTrouble(message)).toMatch(advice);
  expect(explainTrouble(message).startsWith(message)).toBe(true);
});

test('leaves words alone that it does not know', () => {
  expect(explainTrouble('something else')).toBe('something else');
});

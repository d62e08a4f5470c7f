import { afterAll, beforeAll, expect, test } from 'vitest';
import { readExploits } from './exploit.ts';
import { type Service, startService } from './harness.ts';
import { type Canaries, openCanaries } from './host.ts';
import { openShell, type RoomLine } from './room-line.ts';

const NAMES = [
  'network-tcp.py',
  'network-udp.py',
  'network-local.py',
  'network-families.py',
  'read-host-files.py',
  'read-environment.py',
  'write-outside.py',
  'syscalls.py',
  'proc-tricks.py',
  'locks.py',
  'take-terminals.py',
];
const EXPLOITS = readExploits().filter(({ name }) => NAMES.includes(name));

let service: Service;
let canaries: Canaries;
let line: RoomLine;
beforeAll(async () => {
  service = await startService({ env: { SECRET_OF_THE_SERVICE: 'do-not-tell' } });
  canaries = await openCanaries(service, 'SECRET_OF_THE_SERVICE');
  const files = EXPLOITS.map(({ name, spec }) => [name, String(spec.code)]);
  line = await openShell(service, {
    ...Object.fromEntries(files),
    'facts.json': JSON.stringify(canaries.facts),
  });
});
afterAll(async () => {
  line.send({ type: 'terminal-close' });
  await line.close();
  canaries.close();
  await service.stop();
});

test.each(EXPLOITS.map((exploit) => [exploit.name, exploit] as const))(
  'a terminal holds back what a run does: %s',
  async (name, { prints }) => {
    const printed = await line.run(`python3 ${name} <facts.json`);
    const wanted = (prints?.source ?? '').replace(/^\^|\$$/g, '');
    expect(printed.replaceAll('\r', '')).toMatch(new RegExp(wanted));
    expect(canaries.contacts()).toBe(0);
    expect(canaries.readSecret()).toBe('untouched');
  },
);

import { describe, expect, test } from 'vitest';
import { AUDIT_ARCH, compileFilter, ERRNO, encodeFilter, VERDICT } from './compile.ts';
import { interpretFilter } from './interpret.ts';
import { type Arch, decideAction, SYSCALLS } from './policy.ts';

const EPERM = VERDICT.errno(ERRNO.EPERM);
const ENOSYS = VERDICT.errno(ERRNO.ENOSYS);
const EAFNOSUPPORT = VERDICT.errno(ERRNO.EAFNOSUPPORT);

/** Calls that reach other processes, the kernel's insides or the machine's settings. Written here again on purpose. */
const DANGEROUS =
  `ptrace process_vm_readv process_vm_writev kcmp pidfd_getfd unshare setns mount umount2 fsopen
  fsmount fsconfig fspick open_tree move_mount mount_setattr pivot_root chroot bpf perf_event_open keyctl add_key
  request_key name_to_handle_at open_by_handle_at seccomp capset vmsplice fanotify_init init_module finit_module
  delete_module kexec_load reboot swapon acct quotactl settimeofday clock_settime adjtimex sethostname syslog
  mbind set_mempolicy move_pages migrate_pages process_madvise`.split(/\s+/);

describe.each(['x86_64', 'aarch64'] as const)('the filter for %s', (arch: Arch) => {
  const program = compileFilter(arch);
  const table = SYSCALLS[arch];
  const call = (number: number, ...args: bigint[]) =>
    interpretFilter(program, { arch: AUDIT_ARCH[arch], number, args });
  const byName = (name: string, ...args: bigint[]) => {
    const number = table[name];
    if (number === undefined) throw new Error(`${name} is not in the table of ${arch}`);
    return call(number, ...args);
  };

  test('gives every syscall of the table the action its name has in the policy', () => {
    const expected = { allow: VERDICT.allow, eperm: EPERM, enosys: ENOSYS };
    let checked = 0;
    for (const [name, number] of Object.entries(table)) {
      const action = decideAction(name);
      if (action === 'allow' || action === 'eperm' || action === 'enosys') {
        expect([name, call(number)]).toEqual([name, expected[action]]);
        checked++;
      }
    }
    expect(checked).toBe(Object.keys(table).length - 5);
  });

  test('says "no such call" to every number that is not in the table', () => {
    const known = new Set(Object.values(table));
    const gaps = Array.from({ length: 1024 }, (_, number) => number).filter((number) => !known.has(number));
    expect(gaps.length).toBeGreaterThan(500);
    expect(gaps.filter((number) => call(number) !== ENOSYS)).toEqual([]);
  });

  test('refuses what reaches other processes, the kernel or the machine', () => {
    for (const name of DANGEROUS) if (name in table) expect([name, byName(name)]).toEqual([name, EPERM]);
  });

  test('says "no such call" to clone3, io_uring and whatever is newer than the table', () => {
    for (const name of ['clone3', 'io_uring_setup', 'userfaultfd', 'memfd_secret'])
      expect([name, byName(name)]).toEqual([name, ENOSYS]);
    for (const number of [463, 500, 1000, 0x3fffffff]) expect(call(number)).toBe(ENOSYS);
  });

  test('lets threads and processes start but no namespace, also with high bits set', () => {
    const threadFlags = 0x3d0f00n;
    expect(byName('clone', threadFlags)).toBe(VERDICT.allow);
    expect(byName('clone', 17n)).toBe(VERDICT.allow);
    for (const namespace of [
      0x20000n,
      0x2000000n,
      0x4000000n,
      0x8000000n,
      0x10000000n,
      0x20000000n,
      0x40000000n,
    ])
      expect(byName('clone', (0xdeadn << 32n) | namespace | 17n)).toBe(EPERM);
  });

  test('keeps terminals from being typed into, whatever stands in the high half of the command', () => {
    for (const command of [0x5412n, 0x541cn, 0x5423n]) {
      expect(byName('ioctl', 0n, command)).toBe(EPERM);
      expect(byName('ioctl', 0n, (1n << 32n) | command)).toBe(EPERM);
    }
    expect(byName('ioctl', 0n, 0x5401n)).toBe(VERDICT.allow);
  });

  test('knows three families of sockets and no other', () => {
    for (const name of ['socket', 'socketpair']) {
      for (const family of [1n, 2n, 10n]) expect(byName(name, family)).toBe(VERDICT.allow);
      for (const family of [0n, 15n, 16n, 17n, 38n, 40n, 44n, (1n << 32n) | 40n])
        expect(byName(name, family)).toBe(EAFNOSUPPORT);
    }
  });

  test('allows only harmless personalities', () => {
    for (const persona of [0n, 8n, 0x20000n, 0x20008n, 0xffffffffn])
      expect(byName('personality', persona)).toBe(VERDICT.allow);
    for (const persona of [0x0040000n, 0x0400000n, 1n]) expect(byName('personality', persona)).toBe(EPERM);
  });

  test('ends a process that calls with the numbers of another machine', () => {
    const other = AUDIT_ARCH[arch === 'x86_64' ? 'aarch64' : 'x86_64'];
    const i386 = 0x40000003;
    for (const wrong of [other, i386])
      expect(interpretFilter(program, { arch: wrong, number: table.read ?? 0 })).toBe(VERDICT.kill);
  });

  test('fits the kernel: every jump stays inside, and at most 4096 instructions', () => {
    expect(program.length).toBeLessThan(4096);
    program.forEach(([, jt, jf], i) => {
      expect(Math.max(jt, jf)).toBeLessThanOrEqual(255);
      expect(i + 1 + Math.max(jt, jf)).toBeLessThanOrEqual(program.length);
    });
    const bytes = encodeFilter(program);
    expect(bytes.length).toBe(program.length * 8);
    expect([...bytes.slice(0, 8)]).toEqual([0x20, 0, 0, 0, 4, 0, 0, 0]);
  });
});

test('the x32 numbers of an x86_64 kernel end the process', () => {
  const program = compileFilter('x86_64');
  for (const number of [0x40000000, 0x40000001, 0xffffffff])
    expect(interpretFilter(program, { arch: AUDIT_ARCH.x86_64, number })).toBe(VERDICT.kill);
});

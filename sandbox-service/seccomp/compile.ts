import { type Action, type Arch, decideActions } from './policy.ts';

/** One classic BPF instruction: code, jump if true, jump if false, operand (`struct sock_filter`). */
export type Instruction = readonly [code: number, jt: number, jf: number, k: number];

export const OP = { load: 0x20, jump: 0x05, jumpEqual: 0x15, jumpAtLeast: 0x35, jumpAnySet: 0x45, ret: 0x06 };
export const ERRNO = { EPERM: 1, ENOSYS: 38, EAFNOSUPPORT: 97 };
/** What a filter returns: let it pass, end the process with SIGSYS, or fail with an errno. */
export const VERDICT = { allow: 0x7fff0000, kill: 0x80000000, errno: (errno: number) => 0x00050000 | errno };
export const AUDIT_ARCH: Record<Arch, number> = { x86_64: 0xc000003e, aarch64: 0xc00000b7 };

/** Offsets in `struct seccomp_data`. Of arguments only the low 32 bits are read, as the kernel reads flags and commands. */
const NUMBER = 0;
const ARCH = 4;
const ARG0_LOW = 16;
const ARG1_LOW = 24;

/** Numbers from here on are the x32 calls: a second door into an x86_64 kernel that the table does not know. */
const X32_BIT = 0x40000000;
/** CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET. */
const CLONE_NAMESPACES = 0x7e020000;
/** TIOCSTI types into a terminal, TIOCLINUX pastes into a console, TIOCSETD loads line disciplines. */
const REFUSED_IOCTLS = [0x5412, 0x541c, 0x5423];
/** AF_UNIX, AF_INET, AF_INET6. A network namespace does not hold back AF_VSOCK; only this list does. */
const SOCKET_FAMILIES = [1, 2, 10];
/** PER_LINUX, PER_LINUX32, UNAME26 with both, and "tell me". */
const PERSONALITIES = [0, 8, 0x20000, 0x20008, 0xffffffff];

/**
 * The filter for this machine, as a binary search over ranges of syscall numbers that share an action.
 * Another architecture than the filter's ends the process: its numbers mean other calls.
 */
export function compileFilter(arch: Arch): Instruction[] {
  const program: Instruction[] = [
    [OP.load, 0, 0, ARCH],
    [OP.jumpEqual, 1, 0, AUDIT_ARCH[arch]],
    [OP.ret, 0, 0, VERDICT.kill],
    [OP.load, 0, 0, NUMBER],
  ];
  if (arch === 'x86_64') program.push([OP.jumpAtLeast, 0, 1, X32_BIT], [OP.ret, 0, 0, VERDICT.kill]);
  return [...program, ...compileSearch(findRanges(decideActions(arch)))];
}

/** The program as bytes for `bwrap --seccomp`. Both machines are little-endian. */
export function encodeFilter(program: readonly Instruction[]): Uint8Array {
  const bytes = new Uint8Array(program.length * 8);
  const view = new DataView(bytes.buffer);
  program.forEach(([code, jt, jf, k], i) => {
    view.setUint16(i * 8, code, true);
    view.setUint8(i * 8 + 2, jt);
    view.setUint8(i * 8 + 3, jf);
    view.setUint32(i * 8 + 4, k >>> 0, true);
  });
  return bytes;
}

interface Range {
  start: number;
  action: Action;
}

function findRanges(actions: Map<number, Action>): Range[] {
  const last = Math.max(...actions.keys());
  const ranges: Range[] = [];
  for (let number = 0; number <= last + 1; number++) {
    const action = actions.get(number) ?? 'enosys';
    if (ranges.at(-1)?.action !== action) ranges.push({ start: number, action });
  }
  return ranges;
}

function compileSearch(ranges: Range[]): Instruction[] {
  const middle = ranges.length >> 1;
  const pivot = ranges[middle];
  if (!pivot) throw new Error('A search needs at least one range.');
  if (ranges.length === 1) return compileAction(pivot.action);
  const below = compileSearch(ranges.slice(0, middle));
  const above = compileSearch(ranges.slice(middle));
  // A conditional jump has eight bits; a longer way takes an unconditional one, which has thirty-two.
  const branch: Instruction[] =
    below.length <= 255
      ? [[OP.jumpAtLeast, below.length, 0, pivot.start]]
      : [
          [OP.jumpAtLeast, 0, 1, pivot.start],
          [OP.jump, 0, 0, below.length],
        ];
  return [...branch, ...below, ...above];
}

function compileAction(action: Action): Instruction[] {
  const { EPERM, ENOSYS, EAFNOSUPPORT } = ERRNO;
  switch (action) {
    case 'allow':
      return [returns(VERDICT.allow)];
    case 'eperm':
      return [returns(VERDICT.errno(EPERM))];
    case 'enosys':
      return [returns(VERDICT.errno(ENOSYS))];
    case 'clone':
      return [
        [OP.load, 0, 0, ARG0_LOW],
        [OP.jumpAnySet, 0, 1, CLONE_NAMESPACES],
        returns(VERDICT.errno(EPERM)),
        returns(VERDICT.allow),
      ];
    case 'ioctl':
      return compileList(ARG1_LOW, REFUSED_IOCTLS, { listed: VERDICT.errno(EPERM), other: VERDICT.allow });
    case 'socket':
      return compileList(ARG0_LOW, SOCKET_FAMILIES, {
        listed: VERDICT.allow,
        other: VERDICT.errno(EAFNOSUPPORT),
      });
    case 'personality':
      return compileList(ARG0_LOW, PERSONALITIES, { listed: VERDICT.allow, other: VERDICT.errno(EPERM) });
  }
}

function compileList(
  offset: number,
  values: readonly number[],
  { listed, other }: { listed: number; other: number },
): Instruction[] {
  const tests = values.map((value, i): Instruction => [OP.jumpEqual, values.length - i, 0, value]);
  return [[OP.load, 0, 0, offset], ...tests, returns(other), returns(listed)];
}

function returns(verdict: number): Instruction {
  return [OP.ret, 0, 0, verdict >>> 0];
}

import { type Instruction, OP } from './compile.ts';

/** What the kernel shows a filter: `struct seccomp_data` without the instruction pointer. */
export interface SyscallFacts {
  arch: number;
  number: number;
  /** Full 64-bit arguments; missing ones are 0. */
  args?: bigint[];
}

/**
 * Runs a filter as the kernel would and returns its verdict, so that tables for machines we do not
 * have can be tested. Throws on an instruction the kernel would refuse to load or that leaves the program.
 */
export function interpretFilter(program: readonly Instruction[], facts: SyscallFacts): number {
  let accumulator = 0;
  let at = 0;
  for (;;) {
    const instruction = program[at++];
    if (!instruction) throw new Error(`The filter runs past its end (instruction ${at - 1}).`);
    const [code, jt, jf, k] = instruction;
    const operand = k >>> 0;
    if (code === OP.ret) return operand;
    if (code === OP.load) accumulator = loadWord(facts, operand);
    else if (code === OP.jump) at += operand;
    else if (code === OP.jumpEqual) at += accumulator === operand ? jt : jf;
    else if (code === OP.jumpAtLeast) at += accumulator >= operand ? jt : jf;
    else if (code === OP.jumpAnySet) at += (accumulator & operand) !== 0 ? jt : jf;
    else throw new Error(`Instruction ${at - 1} has an unknown code ${code}.`);
  }
}

function loadWord(facts: SyscallFacts, offset: number): number {
  if (offset === 0) return facts.number >>> 0;
  if (offset === 4) return facts.arch >>> 0;
  if (offset < 16 || offset >= 64 || offset % 4 !== 0) throw new Error(`No word at offset ${offset}.`);
  const value = BigInt.asUintN(64, facts.args?.[(offset - 16) >> 3] ?? 0n);
  return Number(offset % 8 === 0 ? value & 0xffffffffn : value >> 32n);
}

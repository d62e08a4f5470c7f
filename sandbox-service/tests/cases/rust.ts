import type { Case } from './case.ts';

const MiB = 1024 * 1024;

export const RUST_CASES: Case[] = [
  {
    name: 'prints what it read',
    language: 'rust',
    code: 'use std::io::Read;\n\nfn main() {\n    let mut text = String::new();\n    std::io::stdin().read_to_string(&mut text).unwrap();\n    println!("{}", text.split_whitespace().map(|w| w.parse::<i32>().unwrap()).sum::<i32>());\n}\n',
    stdin: '20 22\n',
    verdict: 'accepted',
    stdout: '42\n',
    stderr: '',
  },
  {
    name: 'finds modules beside the entry',
    language: 'rust',
    entry: 'src/main.rs',
    code: {
      'src/main.rs': 'mod lib;\nmod deep;\n\nfn main() {\n    println!("{}", lib::twice(deep::x::X));\n}\n',
      'src/lib.rs': 'pub fn twice(x: i32) -> i32 {\n    2 * x\n}\n',
      'src/deep/mod.rs': 'pub mod x;\n',
      'src/deep/x.rs': 'pub const X: i32 = 4;\n',
    },
    verdict: 'accepted',
    stdout: '8\n',
    stderr: '',
  },
  {
    name: 'reports an error with file, line and column',
    language: 'rust',
    code: 'fn main() {\n    let x: i32 = "text";\n}\n',
    verdict: 'compile_error',
    stdout: '',
    stderr: /^error\[E0308\]: mismatched types\n +--> main\.rs:2:18/,
  },
  {
    name: 'shows nothing of files that are none of the program',
    language: 'rust',
    code: 'fn main() { println!("{}", include_str!("/etc/shadow")); }\n',
    verdict: 'compile_error',
    stderr: /couldn't read \/etc\/shadow: No such file or directory/,
  },
  {
    name: 'names file and line of a panic',
    language: 'rust',
    code: 'fn main() {\n    let v: Vec<i32> = Vec::new();\n    let i = v.len();\n    println!("{}", v[i]);\n}\n',
    verdict: 'runtime_error',
    stderr: /panicked at [\s\S]*main\.rs:4:20/,
    end: { exitCode: 101, signal: null },
  },
  {
    name: 'ends at a number that overflows',
    language: 'rust',
    code: 'fn main() {\n    let n: u8 = std::env::args().count() as u8;\n    println!("{}", n + 255);\n}\n',
    verdict: 'runtime_error',
    stderr: /attempt to add with overflow/,
  },
  {
    name: 'tells endless recursion from the memory limit',
    language: 'rust',
    code: '#[inline(never)]\nfn f(b: &[u64; 100]) -> u64 {\n    let mut c = *b;\n    c[b[0] as usize % 100] += 1;\n    f(&c) + c[1]\n}\n\nfn main() {\n    println!("{}", f(&[0; 100]));\n}\n',
    verdict: 'runtime_error',
    stderr: /has overflowed its stack/,
    end: { signal: 'SIGABRT' },
  },
  {
    name: 'ends at the memory limit',
    language: 'rust',
    code: 'fn main() {\n    let mut kept = Vec::new();\n    loop {\n        kept.push(vec![1u8; 1 << 20]);\n    }\n}\n',
    limits: { memoryBytes: 64 * MiB },
    verdict: 'memory_limit',
  },
  {
    name: 'ends at the time limit',
    language: 'rust',
    code: 'fn main() {\n    loop {\n        std::hint::spin_loop();\n    }\n}\n',
    limits: { timeMs: 300 },
    verdict: 'time_limit',
  },
];

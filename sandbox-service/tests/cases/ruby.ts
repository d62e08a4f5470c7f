import type { Case } from './case.ts';

const MiB = 1024 * 1024;

export const RUBY_CASES: Case[] = [
  {
    name: 'prints what it read',
    language: 'ruby',
    code: 'a, b = gets.split.map(&:to_i)\nputs "#{a + b} żółw"',
    stdin: '20 22\n',
    verdict: 'accepted',
    stdout: '42 żółw\n',
    stderr: '',
  },
  {
    name: 'requires other files, from the entry and from the workspace on',
    language: 'ruby',
    entry: 'src/start.rb',
    code: {
      'src/start.rb': "require_relative 'near'\nrequire 'lib/far'\nputs NEAR + FAR + $PROGRAM_NAME.length",
      'src/near.rb': 'NEAR = 1',
      'lib/far.rb': 'FAR = 2',
    },
    verdict: 'accepted',
    stdout: '15\n',
  },
  {
    name: 'starts an entry whose name looks like an option',
    language: 'ruby',
    entry: '-e.rb',
    code: { '-e.rb': 'puts 1' },
    verdict: 'accepted',
    stdout: '1\n',
  },
  {
    name: 'names file and line of an exception in another file',
    language: 'ruby',
    code: {
      'main.rb': "require_relative 'lib/u'\n\nfail_here(0)",
      'lib/u.rb': 'def fail_here(n)\n  1 / n\nend',
    },
    verdict: 'runtime_error',
    stderr: /^lib\/u\.rb:2:in `\/': divided by 0 \(ZeroDivisionError\)\n[\s\S]*main\.rb:3:in `<main>'/,
    end: { exitCode: 1, signal: null },
  },
  {
    name: 'names the line of a syntax error',
    language: 'ruby',
    code: 'puts 1\ndef f(\nend',
    verdict: 'runtime_error',
    stdout: '',
    stderr: /^main\.rb:3: syntax error/,
  },
  {
    name: 'shows what was printed before the time limit',
    language: 'ruby',
    code: 'puts "begun"\nloop {}',
    limits: { timeMs: 1000 },
    verdict: 'time_limit',
    stdout: 'begun\n',
  },
  {
    name: 'ends at the memory limit',
    language: 'ruby',
    code: 'kept = []\nloop { kept << "x" * 1_000_000 }',
    limits: { memoryBytes: 64 * MiB },
    verdict: 'memory_limit',
  },
  {
    name: 'counts memory that cannot be had as the memory limit',
    language: 'ruby',
    code: 'raise NoMemoryError, "failed to allocate memory"',
    verdict: 'memory_limit',
  },
  {
    name: 'has no network',
    language: 'ruby',
    code: "require 'socket'\nbegin\n  TCPSocket.new('192.0.2.1', 80)\nrescue SystemCallError => e\n  puts e.class\nend",
    verdict: 'accepted',
    stdout: 'Errno::ENETUNREACH\n',
  },
];

import type { Case } from './case.ts';

const MiB = 1024 * 1024;

export const BASH_CASES: Case[] = [
  {
    name: 'prints what it read',
    language: 'bash',
    code: 'set -euo pipefail\nread -r a b\necho "$((a + b)) żółw" | tr w W',
    stdin: '20 22\n',
    verdict: 'accepted',
    stdout: '42 żółW\n',
    stderr: '',
  },
  {
    name: 'sources other files from the workspace on, wherever the entry lies',
    language: 'bash',
    entry: 'src/start.sh',
    code: {
      'src/start.sh': 'source lib/far.sh\nfar "$0"',
      'lib/far.sh': 'far() { echo "far $1"; }',
    },
    verdict: 'accepted',
    stdout: 'far src/start.sh\n',
  },
  {
    name: 'names file and line of an error, and keeps the exit code',
    language: 'bash',
    code: { 'main.sh': 'source lib/u.sh\nno_such_command', 'lib/u.sh': 'echo loaded\nother_command' },
    verdict: 'runtime_error',
    stdout: 'loaded\n',
    stderr:
      'lib/u.sh: line 2: other_command: command not found\nmain.sh: line 2: no_such_command: command not found\n',
    end: { exitCode: 127, signal: null },
  },
  {
    name: 'names the line of a syntax error',
    language: 'bash',
    code: 'echo 1\nfi',
    verdict: 'runtime_error',
    stderr: /^main\.sh: line 2: syntax error near unexpected token `fi'/,
    end: { exitCode: 2 },
  },
  {
    name: 'ends at the time limit, with all that it has started',
    language: 'bash',
    code: 'trap "" TERM\nsleep 60 &\necho begun\nwhile :; do :; done',
    limits: { timeMs: 500 },
    verdict: 'time_limit',
    stdout: 'begun\n',
  },
  {
    name: 'ends at the memory limit',
    language: 'bash',
    code: 'x=0123456789abcdef\nwhile :; do x=$x$x; done',
    limits: { memoryBytes: 32 * MiB },
    verdict: 'memory_limit',
  },
  {
    name: 'has no network',
    language: 'bash',
    code: 'exec 3<>/dev/tcp/192.0.2.1/80 || echo refused',
    verdict: 'accepted',
    stdout: 'refused\n',
    stderr: /Network is unreachable/,
  },
];

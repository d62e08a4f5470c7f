import type { Case } from './case.ts';

const MiB = 1024 * 1024;

export const PHP_CASES: Case[] = [
  {
    name: 'prints what it read',
    language: 'php',
    code: '<?php\n[$a, $b] = explode(" ", trim(fgets(STDIN)));\necho $a + $b, " ", strrev("cba"), "żółw", "\\n";',
    stdin: '20 22\n',
    verdict: 'accepted',
    stdout: '42 abcżółw\n',
    stderr: '',
  },
  {
    name: 'includes other files, from the entry and from the workspace on',
    language: 'php',
    entry: 'src/start.php',
    code: {
      'src/start.php':
        "<?php\nrequire __DIR__ . '/near.php';\nrequire 'lib/far.php';\necho NEAR + FAR, $argc;",
      'src/near.php': '<?php const NEAR = 1;',
      'lib/far.php': '<?php const FAR = 2;',
    },
    verdict: 'accepted',
    stdout: '31',
  },
  {
    name: 'names file and line of an exception, on stderr alone',
    language: 'php',
    code: {
      'main.php': "<?php\nrequire 'lib/u.php';\n\nfailHere(0);",
      'lib/u.php': '<?php\nfunction failHere(int $n): int {\n    return intdiv(1, $n);\n}',
    },
    verdict: 'runtime_error',
    stdout: '',
    stderr:
      /Uncaught DivisionByZeroError: Division by zero in lib\/u\.php:3\n[\s\S]*main\.php\(4\): failHere\(0\)/,
    end: { exitCode: 255, signal: null },
  },
  {
    name: 'names the line of a syntax error',
    language: 'php',
    code: '<?php\necho 1;\n}',
    verdict: 'runtime_error',
    stdout: '',
    stderr: /Parse error: +(?:syntax error, )?[Uu](?:nexpected|nmatched) [^\n]* in main\.php on line 3/,
  },
  {
    name: 'warns and goes on',
    language: 'php',
    code: '<?php\necho "a" . $nothing . "b";',
    verdict: 'accepted',
    stdout: 'ab',
    stderr: /Warning: Undefined variable \$nothing in main\.php on line 2/,
  },
  {
    name: 'ends at the time limit',
    language: 'php',
    code: '<?php\necho "begun\\n";\nwhile (true);',
    limits: { timeMs: 1000 },
    verdict: 'time_limit',
    stdout: 'begun\n',
  },
  {
    name: 'says at which line the memory was used up',
    language: 'php',
    code: '<?php\n$kept = [];\nwhile (true) $kept[] = str_repeat("x", 1000000);',
    limits: { memoryBytes: 64 * MiB },
    verdict: 'memory_limit',
    stderr: /Allowed memory size of \d+ bytes exhausted[^\n]* in main\.php on line 3/,
  },
  {
    name: 'cannot raise the memory limit',
    language: 'php',
    code: '<?php\nini_set("memory_limit", "-1");\n$x = str_repeat("x", 1000000);\nwhile (true) $x .= $x;',
    limits: { memoryBytes: 64 * MiB },
    verdict: 'memory_limit',
  },
  {
    name: 'has no network',
    language: 'php',
    code: '<?php\nvar_dump(@fsockopen("tcp://192.0.2.1", 80, $code, $message, 2), $message, @file_get_contents("http://192.0.2.1/"));',
    verdict: 'accepted',
    stdout: 'bool(false)\nstring(22) "Network is unreachable"\nbool(false)\n',
  },
];

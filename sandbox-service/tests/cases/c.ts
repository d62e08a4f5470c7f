import type { Case } from './case.ts';

const MiB = 1024 * 1024;

export const C_CASES: Case[] = [
  {
    name: 'prints what it read',
    language: 'c',
    code: '#include <stdio.h>\nint main(void) { int a, b; if (scanf("%d %d", &a, &b) == 2) printf("%d\\n", a + b); }',
    stdin: '20 22\n',
    verdict: 'accepted',
    stdout: '42\n',
    stderr: '',
  },
  {
    name: 'links other sources, leaves out other programs and finds headers',
    language: 'c',
    entry: 'src/main.c',
    code: {
      'src/main.c':
        '#include <math.h>\n#include <stdio.h>\n#include "lib/twice.h"\n#include "shared.h"\n#include <api.h>\nint main(void) { printf("%d %d %.0f\\n", twice(SHARED), API, sqrt(SHARED)); }',
      'src/lib/twice.c': '#include "twice.h"\nint twice(int x) { return 2 * x; }',
      'src/lib/twice.h': 'int twice(int x);',
      'src/include/api.h': '#define API 7',
      'src/another.c': '/* its own program */\nint main(void) { return twice; }',
      'shared.h': '#define SHARED 4',
      'broken.c': 'this is no C and not beside the entry',
    },
    verdict: 'accepted',
    stdout: '8 7 2\n',
    stderr: '',
  },
  {
    name: 'has /workspace to read and write',
    language: 'c',
    code: '#include <stdio.h>\nint main(void) { FILE *f = fopen("out.txt", "w"); fputs("written\\n", f); fclose(f); f = fopen("out.txt", "r"); char b[20]; fputs(fgets(b, 20, f), stdout); }',
    verdict: 'accepted',
    stdout: 'written\n',
  },
  {
    name: 'reports an error with file, line and column',
    language: 'c',
    code: '#include <stdio.h>\nint main(void) {\n  int x = y;\n}',
    verdict: 'compile_error',
    stdout: '',
    stderr: /^main\.c: In function .main.:\nmain\.c:3:11: error: .y. undeclared/,
  },
  {
    name: 'shows nothing of files that are none of the program',
    language: 'c',
    code: '#include "/etc/shadow"\n#include "../../etc/shadow"\nint main(void) { return 0; }',
    verdict: 'compile_error',
    stderr: /^main\.c:1:10: fatal error: \/etc\/shadow: No such file or directory/,
  },
  {
    name: 'takes no more memory than a compiler may',
    language: 'c',
    code: '#include "/dev/zero"\nint main(void) { return 0; }',
    verdict: 'compile_error',
    stderr: /Compiling took more than 15 s or 512 MB/,
  },
  {
    name: 'ends a compiler that writes without end',
    language: 'c',
    code: 'char a[1u << 30] = {1};\nint main(void) { return a[0]; }',
    verdict: 'compile_error',
  },
  {
    name: 'names the signal of a crash',
    language: 'c',
    code: '#include <stddef.h>\nint main(void) { volatile int *p = NULL; *p = 1; }',
    verdict: 'runtime_error',
    end: { exitCode: 139, signal: 'SIGSEGV' },
  },
  {
    name: 'tells endless recursion from the memory limit',
    language: 'c',
    code: 'int f(volatile int n) { volatile char b[1000]; b[n % 1000] = 1; return f(n + 1) + b[0]; }\nint main(void) { return f(0); }',
    verdict: 'runtime_error',
    end: { signal: 'SIGSEGV' },
  },
  {
    name: 'keeps the exit code',
    language: 'c',
    code: 'int main(void) { return 3; }',
    verdict: 'runtime_error',
    end: { exitCode: 3, signal: null },
  },
  {
    name: 'ends at the memory limit',
    language: 'c',
    code: '#include <stdlib.h>\n#include <string.h>\nint main(void) { for (;;) memset(malloc(1 << 20), 1, 1 << 20); }',
    limits: { memoryBytes: 64 * MiB },
    verdict: 'memory_limit',
  },
  {
    name: 'does not take a file name for an option or a list of arguments',
    language: 'c',
    entry: '@main.c',
    code: { '@main.c': '#include <stdio.h>\nint main(void) { puts("a file"); }' },
    verdict: 'accepted',
    stdout: 'a file\n',
  },
];

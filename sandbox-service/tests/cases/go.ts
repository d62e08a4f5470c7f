import type { Case } from './case.ts';

const MiB = 1024 * 1024;

const main = (body: string, imports = '"fmt"') =>
  `package main\n\nimport ${imports}\n\nfunc main() {\n${body}\n}\n`;

export const GO_CASES: Case[] = [
  {
    name: 'prints what it read',
    language: 'go',
    code: main('\tvar a, b int\n\tfmt.Scan(&a, &b)\n\tfmt.Println(a + b)'),
    stdin: '20 22\n',
    verdict: 'accepted',
    stdout: '42\n',
    stderr: '',
  },
  {
    name: 'takes all files of the entry’s folder but other programs, and other packages',
    language: 'go',
    entry: 'cmd/main.go',
    code: {
      'cmd/main.go': main('\tfmt.Println(twice(lib.X))', '(\n\t"fmt"\n\t"workspace/lib"\n)'),
      'cmd/twice.go': 'package main\n\nfunc twice(x int) int { return 2 * x }\n',
      'cmd/other.go': 'package main\n\nfunc main() {}\n',
      'lib/lib.go': 'package lib\n\nconst X = 4\n',
    },
    verdict: 'accepted',
    stdout: '8\n',
    stderr: '',
  },
  {
    name: 'respects a go.mod',
    language: 'go',
    entry: 'app/main.go',
    code: {
      'app/go.mod': 'module example.org/app\n\ngo 1.19\n',
      'app/main.go': main('\tfmt.Println(deep.Name)', '(\n\t"fmt"\n\t"example.org/app/deep"\n)'),
      'app/deep/deep.go': 'package deep\n\nconst Name = "deep"\n',
    },
    verdict: 'accepted',
    stdout: 'deep\n',
  },
  {
    name: 'reports an error with file, line and column',
    language: 'go',
    entry: 'a/main.go',
    code: { 'a/main.go': main('\tx := 1\n\tfmt.Println("text" + 1)') },
    verdict: 'compile_error',
    stdout: '',
    stderr: /\na\/main\.go:6:2: declared and not used: x\n/,
  },
  {
    name: 'says that there are no packages of others',
    language: 'go',
    code: main('\tfmt.Println(quote.Hello())', '(\n\t"fmt"\n\t"rsc.io/quote"\n)'),
    verdict: 'compile_error',
    stderr: /main\.go:5:2: no required module provides package rsc\.io\/quote/,
  },
  {
    name: 'runs no C compiler',
    language: 'go',
    code: 'package main\n\n// int x;\nimport "C"\n\nfunc main() {}\n',
    verdict: 'compile_error',
  },
  {
    name: 'embeds nothing from elsewhere',
    language: 'go',
    code: 'package main\n\nimport _ "embed"\n\n//go:embed ../etc/passwd\nvar text string\n\nfunc main() {}\n',
    verdict: 'compile_error',
    stderr: /main\.go:5:12: pattern \.\.\/etc\/passwd: invalid pattern syntax/,
  },
  {
    name: 'names file and line of a panic',
    language: 'go',
    code: {
      'main.go': 'package main\n\nimport "workspace/lib"\n\nfunc main() {\n\tlib.Fail(nil)\n}\n',
      'lib/lib.go': 'package lib\n\n//go:noinline\nfunc Fail(p *int) int {\n\treturn *p\n}\n',
    },
    verdict: 'runtime_error',
    stderr: /^panic: runtime error: invalid memory address[\s\S]*\n\tlib\/lib\.go:5\b[\s\S]*\n\tmain\.go:6 /,
    end: { exitCode: 2, signal: null },
  },
  {
    name: 'tells endless recursion from the memory limit',
    language: 'go',
    code: 'package main\n\nfunc f(n int) int { return f(n+1) + 1 }\n\nfunc main() { println(f(0)) }\n',
    verdict: 'runtime_error',
    stderr: /fatal error: stack overflow/,
  },
  {
    name: 'ends at the memory limit',
    language: 'go',
    code: main(
      '\tvar kept [][]byte\n\tfor {\n\t\tb := make([]byte, 1<<20)\n\t\tfor i := range b {\n\t\t\tb[i] = 1\n\t\t}\n\t\tkept = append(kept, b)\n\t\tif len(kept) < 0 {\n\t\t\tfmt.Println()\n\t\t}\n\t}',
    ),
    limits: { memoryBytes: 64 * MiB },
    verdict: 'memory_limit',
  },
  {
    name: 'lets garbage be collected before a small limit',
    language: 'go',
    code: main(
      '\tn := 0\n\tfor i := 0; i < 2000; i++ {\n\t\tb := make([]byte, 1<<20)\n\t\tn += len(b)\n\t}\n\tfmt.Println(n)',
    ),
    limits: { memoryBytes: 32 * MiB },
    verdict: 'accepted',
    stdout: '2097152000\n',
  },
  {
    name: 'ends at the time limit',
    language: 'go',
    code: 'package main\n\nfunc main() {\n\tfor {\n\t}\n}\n',
    limits: { timeMs: 300 },
    verdict: 'time_limit',
  },
];

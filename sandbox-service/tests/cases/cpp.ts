import type { Case } from './case.ts';

const MiB = 1024 * 1024;

export const CPP_CASES: Case[] = [
  {
    name: 'prints what it read',
    language: 'cpp',
    code: '#include <iostream>\nint main() { int a, b; std::cin >> a >> b; std::cout << a + b << "\\n"; }',
    stdin: '20 22\n',
    verdict: 'accepted',
    stdout: '42\n',
    stderr: '',
  },
  {
    name: 'knows the header that has everything, and C++20',
    language: 'cpp',
    code: '#include <bits/stdc++.h>\nusing namespace std;\nint main() { vector<int> v{3, 1, 2}; ranges::sort(v); map<string, int> m{{"a", 1}}; cout << v[0] << m["a"] << endl; }',
    verdict: 'accepted',
    stdout: '11\n',
    stderr: '',
  },
  {
    name: 'links other sources of an entry in a folder',
    language: 'cpp',
    entry: 'a/main.cc',
    code: {
      'a/main.cc':
        '#include "queue.h"\n#include <queue>\n#include <iostream>\nint main() { std::queue<int> q; q.push(twice(4)); std::cout << q.front() << "\\n"; }',
      'a/queue.h': 'int twice(int x);',
      'a/twice.cpp': '#include "queue.h"\nint twice(int x) { return 2 * x; }',
      'a/other.cpp': 'int main() { return 1; }',
    },
    verdict: 'accepted',
    stdout: '8\n',
  },
  {
    name: 'reports an error with file, line and column',
    language: 'cpp',
    code: { 'main.cpp': '#include "lib/bad.h"\nint main() {}', 'lib/bad.h': '\nint f() { return x; }' },
    verdict: 'compile_error',
    stdout: '',
    stderr: /lib\/bad\.h:2:18: error: .x. was not declared/,
  },
  {
    name: 'reports a function that is nowhere by its name',
    language: 'cpp',
    code: 'int f();\nint main() { return f(); }',
    verdict: 'compile_error',
    stderr: /undefined reference to .f\(\)/,
  },
  {
    name: 'names an exception that nobody catches',
    language: 'cpp',
    code: '#include <stdexcept>\nint main() { throw std::runtime_error("no"); }',
    verdict: 'runtime_error',
    stderr: /what\(\): {2}no/,
    end: { exitCode: 134, signal: 'SIGABRT' },
  },
  {
    name: 'ends at an index out of range',
    language: 'cpp',
    code: '#include <vector>\nint main() { std::vector<int> v(3); return v[3]; }',
    verdict: 'runtime_error',
    stderr: /Assertion '__n < this->size\(\)' failed/,
  },
  {
    name: 'ends at the time limit',
    language: 'cpp',
    code: 'int main() { volatile int x = 0; for (;;) x = x + 1; }',
    limits: { timeMs: 300 },
    verdict: 'time_limit',
  },
  {
    name: 'ends at the memory limit',
    language: 'cpp',
    code: '#include <vector>\nint main() { std::vector<int> v; for (;;) v.push_back(1); }',
    limits: { memoryBytes: 64 * MiB },
    verdict: 'memory_limit',
  },
  {
    name: 'ends a compiler in endless templates',
    language: 'cpp',
    code: 'template <int N> struct T { T<N + 1> a; T<N + 2> b; static constexpr int v = decltype(a)::v + decltype(b)::v; };\nint main() { return T<0>::v; }',
    verdict: 'compile_error',
    stderr: /template instantiation depth exceeds/,
  },
  {
    name: 'cannot read a file of the host by the assembler',
    language: 'cpp',
    code: '__asm__(".incbin \\"/etc/shadow\\"");\nint main() {}',
    verdict: 'compile_error',
    stderr: /Error: file not found: \/etc\/shadow/,
  },
];

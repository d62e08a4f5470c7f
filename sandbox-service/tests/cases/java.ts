import type { Case } from './case.ts';

const MiB = 1024 * 1024;

const main = (body: string, more = '') =>
  `${more}public class Main {\n    public static void main(String[] args) throws Exception {\n${body}\n    }\n}\n`;

export const JAVA_CASES: Case[] = [
  {
    name: 'prints what it read',
    language: 'java',
    code: main(
      'var in = new java.util.Scanner(System.in); System.out.println(in.nextInt() + in.nextInt() + " żółw");',
    ),
    stdin: '20 22\n',
    verdict: 'accepted',
    stdout: '42 żółw\n',
    stderr: '',
  },
  {
    name: 'finds classes of other files and packages',
    language: 'java',
    entry: 'src/app/Start.java',
    code: {
      'src/app/Start.java':
        'package app;\n\nimport lib.Twice;\n\npublic class Start {\n    public static void main(String[] args) { System.out.println(Twice.of(Near.X)); }\n}',
      'src/app/Near.java': 'package app;\n\nclass Near { static final int X = 4; }',
      'src/lib/Twice.java':
        'package lib;\n\npublic class Twice { public static int of(int x) { return 2 * x; } }',
    },
    verdict: 'accepted',
    stdout: '8\n',
    stderr: '',
  },
  {
    name: 'starts the class that has main where none is named after the file',
    language: 'java',
    entry: 'solution.java',
    code: {
      'solution.java':
        'class Helper { int x = 1; }\nclass App { public static void main(String[] a) { System.out.println(new Helper().x); } }',
    },
    verdict: 'accepted',
    stdout: '1\n',
  },
  {
    name: 'reports an error with file and line',
    language: 'java',
    code: main('        int x = "text";'),
    verdict: 'compile_error',
    stdout: '',
    stderr: /^Main\.java:3: error: incompatible types/,
  },
  {
    name: 'names file and line of an exception',
    language: 'java',
    code: main('        throw new IllegalStateException("no");'),
    verdict: 'runtime_error',
    stderr: /IllegalStateException: no\n\tat Main\.main\(Main\.java:3\)/,
    end: { exitCode: 1, signal: null },
  },
  {
    name: 'tells endless recursion from the memory limit',
    language: 'java',
    code: main('f(0);').replace('}\n}', '}\n    static int f(int n) { return f(n + 1) + 1; }\n}'),
    verdict: 'runtime_error',
    stderr: /StackOverflowError/,
  },
  {
    name: 'counts a full heap as the memory limit',
    language: 'java',
    code: main('var kept = new java.util.ArrayList<int[]>(); for (;;) kept.add(new int[100000]);'),
    verdict: 'memory_limit',
  },
  {
    name: 'lets garbage be collected before a small limit',
    language: 'java',
    code: main(
      'long n = 0; for (int i = 0; i < 20000; i++) n += new int[10000].length; System.out.println(n);',
    ),
    limits: { memoryBytes: 128 * MiB },
    verdict: 'accepted',
    stdout: '200000000\n',
  },
  {
    name: 'has threads',
    language: 'java',
    code: main(
      'var pool = java.util.concurrent.Executors.newFixedThreadPool(16); int n = 0; for (int i = 0; i < 16; i++) n += pool.submit(() -> 1).get(); pool.shutdown(); System.out.println(n);',
    ),
    verdict: 'accepted',
    stdout: '16\n',
  },
  {
    name: 'ends at the time limit',
    language: 'java',
    code: main('for (;;) {}'),
    limits: { timeMs: 500 },
    verdict: 'time_limit',
  },
];

import type { Case } from './case.ts';

export const TYPESCRIPT_CASES: Case[] = [
  {
    name: 'prints',
    language: 'typescript',
    code: 'const one: number = 1; console.log(one)',
    verdict: 'accepted',
    stdout: '1\n',
    stderr: '',
  },
  {
    name: 'imports other files by .ts, .js and no ending',
    language: 'typescript',
    code: {
      'main.ts':
        'import { a } from "./lib/a.ts";\nimport { b } from "./lib/b.js";\nimport type { T } from "./lib/c";\nimport c from "./lib/c";\nimport data from "./data.json";\nconst t: T = { v: a + b + c + data.n };\nconsole.log(t.v, await Promise.resolve("tla"));',
      'lib/a.ts': 'export const a: number = 1;',
      'lib/b.ts': 'export const b = 2 as const;',
      'lib/c.ts': 'export interface T { v: number }\nexport default 3;',
      'data.json': '{"n": 4}',
    },
    verdict: 'accepted',
    stdout: '10 tla\n',
    stderr: '',
  },
  {
    name: 'knows enums, classes with parameter properties and decorators',
    language: 'typescript',
    code: 'enum Colour { Red = 5 }\nclass P { constructor(private readonly x: number) {} get() { return this.x; } }\nconst log = (v: Function, _c: ClassDecoratorContext) => v;\n@log class Q {}\nconsole.log(Colour.Red, new P(6).get(), Q.name.length > 0)',
    verdict: 'accepted',
    stdout: '5 6 true\n',
  },
  {
    name: 'has require, __dirname and import.meta where the entry lies',
    language: 'typescript',
    entry: 'src/main.ts',
    code: {
      'src/main.ts':
        'import * as fs from "fs";\ndeclare const require: any, __dirname: string;\nconsole.log(typeof require("node:path").join, __dirname, import.meta.url, fs.readFileSync(__dirname + "/../note.txt", "utf8"));',
      'note.txt': 'hi',
    },
    verdict: 'accepted',
    stdout: 'function /workspace/src file:///workspace/src/main.ts hi\n',
  },
  {
    name: 'lets a file declare the names of CommonJS itself',
    language: 'typescript',
    code: 'import { createRequire } from "node:module";\nconst require = createRequire(import.meta.url);\nconst __dirname = "mine";\nconsole.log(typeof require("fs").readFileSync, __dirname)',
    verdict: 'accepted',
    stdout: 'function mine\n',
  },
  {
    name: 'names the line of the TypeScript file in a stack trace',
    language: 'typescript',
    code: {
      'main.ts': 'import { fail } from "./lib/fail";\n\nfail();',
      'lib/fail.ts': 'interface Nothing {}\n\nexport function fail(): never {\n  throw new Error("no");\n}',
    },
    verdict: 'runtime_error',
    stderr:
      /^lib\/fail\.ts:4[\s\S]*Error: no\n\s+at fail \(lib\/fail\.ts:4:9\)\n\s+at <anonymous> \(main\.ts:3:1\)/,
  },
  {
    name: 'reports a syntax error with file, line and column',
    language: 'typescript',
    code: { 'main.ts': 'import "./lib/bad";', 'lib/bad.ts': 'const x = 1;\nlet y = = 2;' },
    verdict: 'compile_error',
    stdout: '',
    stderr: /lib\/bad\.ts:2:8/,
  },
  {
    name: 'reports an import of a file that is not there',
    language: 'typescript',
    code: 'import { x } from "./nowhere"; console.log(x)',
    verdict: 'compile_error',
    stderr: /main\.ts:1:18[\s\S]*/,
  },
  {
    name: 'removes types without checking them',
    language: 'typescript',
    code: 'const n: number = "text" as any; console.log(n)',
    verdict: 'accepted',
    stdout: 'text\n',
  },
  {
    name: 'survives text that is nested deeper than a compiler can follow',
    language: 'typescript',
    code: `const x = ${'['.repeat(300_000)};`,
    verdict: 'compile_error',
    stdout: '',
  },
];

import type { Case } from './case.ts';

export const JAVASCRIPT_CASES: Case[] = [
  {
    name: 'prints',
    language: 'javascript',
    code: 'console.log(1)',
    verdict: 'accepted',
    stdout: '1\n',
    stderr: '',
  },
  {
    name: 'runs an ES module that imports others',
    language: 'javascript',
    code: {
      'main.js':
        'import { double } from "./lib/util.js";\nimport fs from "node:fs";\nconsole.log(double(4), typeof fs.readFileSync, await Promise.resolve("tla"));',
      'lib/util.js': 'export const double = (x) => 2 * x;',
    },
    verdict: 'accepted',
    stdout: '8 function tla\n',
    stderr: '',
  },
  {
    name: 'runs CommonJS that requires others',
    language: 'javascript',
    code: {
      'main.js':
        'const { double } = require("./lib/util");\nif (require.main === module) console.log(double(4), __dirname);',
      'lib/util.js': 'module.exports = { double: (x) => 2 * x };',
    },
    verdict: 'accepted',
    stdout: '8 /workspace\n',
    stderr: '',
  },
  {
    name: 'takes the kind of module from .mjs and .cjs',
    language: 'javascript',
    entry: 'main.mjs',
    code: {
      'main.mjs': 'import util from "./util.cjs"; console.log(util.x, import.meta.url);',
      'util.cjs': 'exports.x = 7;',
    },
    verdict: 'accepted',
    stdout: '7 file:///workspace/main.mjs\n',
  },
  {
    name: 'reads stdin in the two ways people do',
    language: 'javascript',
    code: 'const fs = require("fs"); const text = fs.readFileSync("/dev/stdin", "utf8"); console.log(text.length, fs.readFileSync(0, "utf8").length)',
    stdin: 'twelve chars',
    verdict: 'accepted',
    stdout: /^12 (0|12)\n$/,
  },
  {
    name: 'reads stdin line by line',
    language: 'javascript',
    code: 'const rl = require("readline").createInterface({ input: process.stdin }); let n = 0; rl.on("line", (l) => { n += Number(l); }); rl.on("close", () => console.log(n));',
    stdin: '1\n2\n3\n',
    verdict: 'accepted',
    stdout: '6\n',
  },
  {
    name: 'names file and line of an exception',
    language: 'javascript',
    code: '\n\nthrow new Error("no")',
    verdict: 'runtime_error',
    stderr: /^main\.js:3[\s\S]*Error: no/,
    end: { exitCode: 1 },
  },
  {
    name: 'starts worker threads and child processes',
    language: 'javascript',
    code: 'const { Worker } = require("worker_threads"); new Worker("require(\'worker_threads\').parentPort.postMessage(1)", { eval: true }).on("message", () => console.log(require("child_process").execSync("echo child").toString().trim()));',
    verdict: 'accepted',
    stdout: 'child\n',
  },
  {
    name: 'does not take a file name for an option',
    language: 'javascript',
    entry: '--version',
    code: { '--version': 'console.log("a file")' },
    verdict: 'accepted',
    stdout: 'a file\n',
  },
];

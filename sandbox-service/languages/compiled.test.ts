import { expect, test } from 'vitest';
import { detectC } from './c.ts';
import { detectCpp } from './cpp.ts';
import { detectGo } from './go.ts';
import { buildGoOverlay } from './go-overlay.ts';
import { detectJava } from './java.ts';
import { detectRust } from './rust.ts';

test.each([
  [detectC, 'c', 'apt-get install gcc'],
  [detectCpp, 'cpp', 'apt-get install g++'],
  [detectJava, 'java', 'apt-get install default-jdk-headless'],
  [detectGo, 'go', 'apt-get install golang-go'],
  [detectRust, 'rust', 'apt-get install rustc gcc'],
])('%o says how to install what is missing', (detect, id, line) => {
  expect(detect([])).toEqual({ id, missing: expect.stringContaining(line) });
});

test('hides other programs beside a Go program, and lends it a module where it has none', () => {
  const main = 'package main\n\nfunc main() {}\n';
  const files = [
    { path: 'a/main.go', text: main },
    { path: 'a/other.go', text: main },
    { path: 'a/part.go', text: 'package main\n// func main() {}\n' },
    { path: 'b/main.go', text: main },
  ];
  const options = { goVersion: 'go1.26.8', stackBytes: 64, added: {} };
  expect(buildGoOverlay({ entry: 'a/main.go', files }, options)).toEqual({
    replace: {
      '/workspace/go.mod': '/tmp/overlay/go.mod',
      '/workspace/a/other.go': '',
      '/workspace/a/zzz_interlace.go': '/tmp/overlay/zzz_interlace.go',
    },
    texts: {
      'go.mod': 'module workspace\n\ngo 1.26\n',
      'zzz_interlace.go': expect.stringContaining('SetMaxStack(64)'),
    },
  });
});

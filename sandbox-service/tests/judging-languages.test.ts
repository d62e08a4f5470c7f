import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LanguageId } from '#core/languages.ts';
import { type Service, startService } from './harness.ts';
import { runTests } from './judging.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

/** `pick(values, how)` gives both ends of a list; `how` 1 is wrong, 2 fails, 3 never returns. It prints what it was asked. */
const PROGRAMS: Partial<Record<LanguageId, string>> = {
  java: `import java.util.*;
class Solution {
  public int[] pick(int[] values, int how) {
    System.out.println("asked " + how);
    if (how == 2) throw new IllegalStateException("boom");
    while (how == 3) Thread.onSpinWait();
    return new int[] { values[0], how == 1 ? -1 : values[values.length - 1] };
  }
}`,
  c: `#include <stdio.h>
#include <stdlib.h>
int *pick(const int *values, int valuesSize, int how, int *returnSize) {
  printf("asked %d\\n", how);
  if (how == 2) { fputs("boom", stderr); abort(); }
  volatile int spin = how;
  while (spin == 3) {}
  int *both = malloc(2 * sizeof(int));
  both[0] = values[0];
  both[1] = how == 1 ? -1 : values[valuesSize - 1];
  *returnSize = 2;
  return both;
}`,
  cpp: `#include <iostream>
#include <stdexcept>
#include <vector>
std::vector<int> pick(std::vector<int> values, int how) {
  std::cout << "asked " << how << std::endl;
  if (how == 2) throw std::runtime_error("boom");
  volatile int spin = how;
  while (spin == 3) {}
  return {values.front(), how == 1 ? -1 : values.back()};
}`,
  go: `package main

import "fmt"

func pick(values []int, how int) []int {
	fmt.Println("asked", how)
	if how == 2 {
		panic("boom")
	}
	for how == 3 {
	}
	last := values[len(values)-1]
	if how == 1 {
		last = -1
	}
	return []int{values[0], last}
}
`,
  rust: `fn pick(values: Vec<i32>, how: i32) -> Vec<i32> {
    println!("asked {how}");
    if how == 2 { panic!("boom"); }
    while how == 3 { std::hint::spin_loop(); }
    vec![values[0], if how == 1 { -1 } else { values[values.len() - 1] }]
}
`,
  ruby: `def pick(values, how)
  puts "asked #{how}"
  raise 'boom' if how == 2
  loop {} if how == 3
  [values.first, how == 1 ? -1 : values.last]
end
`,
  php: `<?php
function pick(array $values, int $how): array {
  echo "asked $how\\n";
  if ($how === 2) throw new RuntimeException('boom');
  while ($how === 3) {}
  return [$values[0], $how === 1 ? -1 : end($values)];
}
`,
};

test.each(Object.entries(PROGRAMS) as [LanguageId, string][])(
  '%s: a function is called with each case, and what breaks one leaves the next alone',
  { timeout: 90_000 },
  async (language, code) => {
    const cases = [0, 1, 2, 3, 0].map((how) => ({ input: [[4, 5, 6], how], expected: [4, 6] }));
    const { verdicts, results, output, summary } = await runTests(service, {
      language,
      code,
      suite: { kind: 'function', function: 'pick', cases },
      limits: { timeMs: 3000 },
    });
    expect({ output, verdicts }).toEqual({
      output: '',
      verdicts: ['accepted', 'wrong_answer', 'runtime_error', 'time_limit', 'accepted'],
    });
    expect(results.map(({ detail }) => detail?.actual)).toEqual(['[4,6]', '[4,-1]', null, null, '[4,6]']);
    expect(results[0]?.detail?.stdout).toBe('asked 0\n');
    expect(results[2]?.detail?.message).toContain('boom');
    expect(results[2]?.detail?.message).not.toMatch(/interlace/i);
    expect(summary).toMatchObject({ passed: 2, total: 5 });
  },
);

test('a compile error is told with the lines of the candidate, and no case is tried', async () => {
  const { events, output, summary } = await runTests(service, {
    language: 'cpp',
    code: '#include <vector>\nint pick(std::vector<int> values, int how) {\n  return values[0]\n}\n',
    suite: { kind: 'function', function: 'pick', cases: [{ input: [[1], 0], expected: 1 }] },
  });
  expect(output).toMatch(/main\.cpp:3/);
  expect(output).not.toMatch(/interlace|workspace/);
  expect(summary).toMatchObject({ verdict: 'compile_error', passed: 0, score: 0 });
  expect(events.map(({ type }) => type)).toEqual(['start', 'output', 'done']);
});

test('a compiled program is started for each case of printed text, and compiled once', async () => {
  const code =
    '#include <stdio.h>\nint main(void) { int a, b; scanf("%d %d", &a, &b); printf("%d\\n", a / b); }\n';
  const cases = [
    { stdin: '6 3', expected: '2' },
    { stdin: '1 0', expected: '0' },
    { stdin: '8 2', expected: '4' },
  ];
  const { verdicts, results } = await runTests(service, {
    language: 'c',
    code,
    suite: { kind: 'stdio', cases },
  });
  expect(verdicts).toEqual(['accepted', 'runtime_error', 'accepted']);
  expect(results[1]?.detail?.message).toContain('SIGFPE');
});

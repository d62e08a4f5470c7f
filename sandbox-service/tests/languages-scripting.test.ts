import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BASH_CASES } from './cases/bash.ts';
import { PHP_CASES } from './cases/php.ts';
import { POSTGRESQL_CASES } from './cases/postgresql.ts';
import { RUBY_CASES } from './cases/ruby.ts';
import { SQL_CASES } from './cases/sql.ts';
import { expectCase } from './expect-case.ts';
import { type Service, startService } from './harness.ts';
import { runTests } from './judging.ts';

let service: Service;
beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

const CASES = [...RUBY_CASES, ...PHP_CASES, ...BASH_CASES, ...SQL_CASES, ...POSTGRESQL_CASES];

describe.concurrent('a program', () => {
  test.each(CASES.map((entry) => [`${entry.language}: ${entry.name}`, entry] as const))(
    '%s',
    (_name, entry) => expectCase(service, entry),
  );
});

/** The same functions in both languages, so that one table of cases is true of both. */
const FUNCTIONS = {
  ruby: {
    'main.rb': [
      "require_relative 'lib/near'",
      'def two_sum(numbers, target)',
      "  raise ArgumentError, 'none' if numbers.empty?",
      '  puts "looking for #{target}"',
      '  numbers << 1',
      '  near(numbers[0..-2], target)',
      'end',
      "puts 'not run' if __FILE__ == $PROGRAM_NAME",
    ].join('\n'),
    'lib/near.rb':
      'def near(numbers, target)\n  numbers.each_index.to_a.combination(2).find { |a, b| numbers[a] + numbers[b] == target }\nend',
  },
  php: {
    'main.php': [
      "<?php require 'lib/near.php';",
      'function two_sum(array $numbers, int $target): ?array {',
      "    if (!$numbers) throw new InvalidArgumentException('none');",
      '    echo "looking for $target\\n";',
      '    return near($numbers, $target);',
      '}',
    ].join('\n'),
    'lib/near.php':
      '<?php function near($numbers, $target) {\n  foreach ($numbers as $a => $x) foreach ($numbers as $b => $y) if ($a < $b && $x + $y === $target) return [$a, $b];\n  return null;\n}',
  },
} as const;
const ERRORS = {
  ruby: /^main\.rb:3:in .*two_sum': none \(ArgumentError\)$/,
  php: /^main\.php:3: none \(InvalidArgumentException\)$/,
};

describe.concurrent.each(['ruby', 'php'] as const)('a function in %s', (language) => {
  const isRuby = language === 'ruby';

  test('is found in the habit of its language, called with each case, and an error of one leaves the next alone', async () => {
    const cases = [
      { input: [[2, 7, 11, 15], 9], expected: [0, 1] },
      { input: [[], 9], expected: null },
      { input: [[1, 2], 9], expected: null },
      { input: [[2, 7, 11, 15], 26], expected: [0, 1] },
    ];
    const { verdicts, results } = await runTests(service, {
      language,
      code: FUNCTIONS[language],
      suite: { kind: 'function', function: 'twoSum', cases },
    });
    expect(verdicts).toEqual(['accepted', 'runtime_error', 'accepted', 'wrong_answer']);
    expect(results[0]?.detail?.stdout).toBe('looking for 9\n');
    expect(results[1]?.detail?.message).toMatch(ERRORS[language]);
    expect(results[3]?.detail?.actual).toBe('[2,3]');
  });

  test('may be a method of a class Solution, with a new object for each case', async () => {
    const code = isRuby
      ? 'class Solution\n  def count(by)\n    @n = (@n || 0) + by\n  end\nend'
      : '<?php\nclass Solution {\n  private int $n = 0;\n  public function count(int $by): int { return $this->n += $by; }\n}';
    const cases = [1, 2, 3].map((by) => ({ input: [by], expected: by }));
    const suite = { kind: 'function', function: 'count', cases };
    expect((await runTests(service, { language, code, suite })).verdicts).toEqual(Array(3).fill('accepted'));
  });

  test('gives values of its language as JSON, and says which cannot be', async () => {
    const code = isRuby
      ? "def give(what)\n  ring = []\n  ring << ring\n  { 'map' => { a: 1.5, 2 => :b }, 'ring' => ring, 'text' => 'żółw' }[what]\nend"
      : "<?php\nfunction give($what) {\n  $ring = new stdClass;\n  $ring->self = $ring;\n  return ['map' => ['a' => 1.5, 2 => 'b'], 'ring' => $ring, 'text' => 'żółw'][$what];\n}";
    const cases = [
      { input: ['map'], expected: { a: 1.5, '2': 'b' } },
      { input: ['ring'], expected: null },
      { input: ['text'], expected: 'żółw' },
    ];
    const { verdicts, results } = await runTests(service, {
      language,
      code,
      suite: { kind: 'function', function: 'give', cases },
    });
    expect(verdicts).toEqual(['accepted', 'runtime_error', 'accepted']);
    expect(results[1]?.detail?.message).toMatch(/^The returned value/);
  });

  test('that ends the program, or takes all memory, has its verdict and the next goes on in a fresh process', async () => {
    const code = isRuby
      ? "def act(what)\n  exit(0) if what == 'exit'\n  exit!(3) if what == 'abort'\n  kept = []\n  loop { kept << 'x' * 1_000_000 } if what == 'memory'\n  loop {} if what == 'loop'\n  $stdin.read\nend"
      : "<?php\nfunction act($what) {\n  if ($what === 'exit') exit(0);\n  if ($what === 'abort') exit(3);\n  while ($what === 'memory') $kept[] = str_repeat('x', 1000000);\n  while ($what === 'loop');\n  return '';\n}";
    const cases = ['exit', 'abort', 'memory', 'loop', 'nothing'].map((what) => ({
      input: [what],
      expected: '',
    }));
    const { verdicts } = await runTests(service, {
      language,
      code,
      suite: { kind: 'function', function: 'act', cases },
      limits: { timeMs: 5000, memoryBytes: 64 << 20 },
    });
    expect(verdicts).toEqual(['runtime_error', 'runtime_error', 'memory_limit', 'time_limit', 'accepted']);
  });

  test('in a program that does not load, or has no such function, is told once', async () => {
    const suite = { kind: 'function', function: 'act', cases: [{ input: [], expected: 1 }] };
    const begin = isRuby ? '' : '<?php\n';
    const broken = await runTests(service, { language, code: `${begin}}`, suite });
    expect(broken.verdicts).toEqual(['runtime_error']);
    expect(broken.output).toContain(isRuby ? 'main.rb:1: syntax error' : 'main.php:2: ');
    const missing = await runTests(service, { language, code: begin, suite });
    expect(missing.output).toMatch(/has no (?:method|function) act/);
  });
});

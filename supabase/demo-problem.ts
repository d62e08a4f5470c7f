import { type Problem, problemSchema } from '#core/problem.ts';

const STATEMENT = `# Who goes too fast?

An API answers each client at most \`limit\` times within any \`window\` seconds. You get its log and find out who asked for more.

Write a function \`clients_over_limit(times, clients, limit, window)\`:

- \`times\` holds the second of each request, in ascending order.
- \`clients\` holds who sent it: \`clients[i]\` belongs to \`times[i]\`.
- The result is a list of the clients that sent **more than** \`limit\` requests within some span of \`window\` seconds. Each is named once, in any order.

Two requests are within the same span when their times differ by *less than* \`window\`: with a window of 10, the seconds 0 and 9 are, 0 and 10 are not.

## Example

| second | 0 | 1 | 4 | 5 | 9 |
| --- | --- | --- | --- | --- | --- |
| client | ann | bob | ann | ann | bob |

With \`limit = 2\` and \`window = 10\` the answer is \`["ann"]\`: three requests within 6 seconds.

## To talk about

1. What does your function cost for a log of a million requests?
2. What changes if the log never ends and the answer is wanted after each request?
`;

/** What the candidate of the demo interview is asked. */
export const DEMO_PROBLEM: Problem = problemSchema.parse({
  statement: STATEMENT,
  tests: {
    kind: 'function',
    function: 'clients_over_limit',
    parameters: ['int[]', 'string[]', 'int', 'int'],
    returns: 'string[]',
    comparison: { type: 'equal', anyOrder: true },
    cases: [
      {
        name: 'The example',
        input: [[0, 1, 4, 5, 9], ['ann', 'bob', 'ann', 'ann', 'bob'], 2, 10],
        expected: ['ann'],
      },
      {
        name: 'Everybody keeps to it',
        input: [[0, 5, 10, 15], ['ann', 'ann', 'ann', 'ann'], 2, 10],
        expected: [],
      },
      {
        name: 'Two at once',
        input: [[1, 1, 2, 2, 3], ['bob', 'ann', 'bob', 'ann', 'cleo'], 1, 5],
        expected: ['ann', 'bob'],
      },
      {
        name: 'The edge of the window',
        input: [[0, 10, 20, 29], ['ann', 'ann', 'ann', 'ann'], 1, 10],
        expected: ['ann'],
      },
      { name: 'An empty log', input: [[], [], 3, 60], expected: [], hidden: true },
      {
        name: 'Named once, however often',
        input: [[0, 0, 0, 100, 100, 100, 100], ['ann', 'ann', 'ann', 'ann', 'ann', 'ann', 'bob'], 2, 10],
        expected: ['ann'],
        hidden: true,
        weight: 2,
      },
      {
        name: 'A limit of nothing',
        input: [[7, 8], ['ann', 'bob'], 0, 1],
        expected: ['ann', 'bob'],
        hidden: true,
      },
      {
        name: 'Too fast only in the middle',
        input: [[0, 30, 31, 32, 70, 110], ['ann', 'ann', 'ann', 'ann', 'ann', 'bob'], 2, 5],
        expected: ['ann'],
        hidden: true,
        weight: 2,
      },
    ],
  },
});

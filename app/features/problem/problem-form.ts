import { z } from 'zod';
import { MAX_STATEMENT_LENGTH } from '#core/problem.ts';
import { describeFaults, readTests } from './read-tests.ts';

/** Fields of a problem in any form that has them; a form that leaves them out means none. */
export const problemFields = {
  statement: z
    .string()
    .default('')
    .transform((text) => withPlainLines(text).trimEnd())
    .refine((text) => text.length <= MAX_STATEMENT_LENGTH, {
      message: `Use at most ${MAX_STATEMENT_LENGTH.toLocaleString('en')} characters.`,
    })
    // Postgres stores every character but this one.
    .refine((text) => !text.includes('\0'), { message: 'Remove the character U+0000 and send it again.' }),
  tests: z
    .string()
    .default('')
    .transform((text, context) => {
      const { tests, faults } = readTests(withPlainLines(text));
      if (faults) context.addIssue({ code: 'custom', message: describeFaults(faults) });
      return tests;
    }),
};

export const problemFormSchema = z.object(problemFields);

/** Text as it was before a browser sent it: forms end every line with two characters. */
export function withPlainLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

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

/** A version as the page was given it; anything else counts as none, so that nothing is replaced unseen. */
const versionSchema = z.iso.datetime({ offset: true }).nullable().default(null).catch(null);

export const problemFormSchema = z.object({
  ...problemFields,
  /** The version that the page was opened with; empty where there was none. */
  version: versionSchema,
  /** The version of somebody else that is to be replaced knowingly. */
  over: versionSchema,
});

/** Text as it was before a browser sent it: forms end every line with two characters. */
export function withPlainLines(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

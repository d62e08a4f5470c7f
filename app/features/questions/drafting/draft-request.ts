import { z } from 'zod';
import { LANGUAGE_IDS, type LanguageId } from '#core/languages.ts';
import { difficultySchema, questionKindSchema } from '#core/question.ts';
import { isStorable } from '../question-issues.ts';
import { MAX_DRAFT_LANGUAGES } from './draft-limits.ts';

/** Languages in which tests call a function. The others are tested by what they print, which drafts are not. */
export const DRAFT_LANGUAGES = [
  'python',
  'javascript',
  'typescript',
  'java',
  'c',
  'cpp',
  'go',
  'rust',
  'ruby',
  'php',
] as const satisfies readonly LanguageId[];
export type DraftLanguage = (typeof DRAFT_LANGUAGES)[number];

export const MAX_TOPIC_LENGTH = 500;
export const MAX_WISHES_LENGTH = 2000;

const UNSTORABLE = 'Remove the characters that cannot be stored, such as U+0000.';

/** What should be different in the next draft, and why one is rejected: a sentence, not a word. SQL repeats the lengths. */
export const remarkSchema = z
  .string({ error: 'Say it in 3 to 2,000 characters.' })
  .trim()
  .min(3, 'Say it in 3 to 2,000 characters.')
  .max(MAX_WISHES_LENGTH, 'Say it in 3 to 2,000 characters.')
  .refine(isStorable, UNSTORABLE);

/** What should be different when a question is drafted again. */
export const redraftSchema = z.strictObject({ change: remarkSchema });

/** What a member wants a question about. */
export const draftRequestSchema = z
  .strictObject({
    topic: z
      .string()
      .trim()
      .min(3, 'Describe the topic in 3 to 500 characters.')
      .max(MAX_TOPIC_LENGTH, 'Describe the topic in 3 to 500 characters.')
      .refine(isStorable, UNSTORABLE),
    kind: questionKindSchema,
    difficulty: difficultySchema,
    /** Empty for questions without code. */
    languages: z
      .array(z.enum(DRAFT_LANGUAGES, { error: 'Choose among the languages of this list.' }))
      .max(MAX_DRAFT_LANGUAGES, `Choose at most ${MAX_DRAFT_LANGUAGES} languages.`)
      .default([]),
    /** How long it should take, in minutes; null leaves it to the model. */
    minutes: z
      .number({ error: 'Give whole minutes from 3 to 180, or leave it empty.' })
      .int('Give whole minutes from 3 to 180, or leave it empty.')
      .min(3, 'Give whole minutes from 3 to 180, or leave it empty.')
      .max(180, 'Give whole minutes from 3 to 180, or leave it empty.')
      .nullable()
      .default(null),
    wishes: z
      .string()
      .trim()
      .max(MAX_WISHES_LENGTH, 'Use at most 2,000 characters.')
      .refine(isStorable, UNSTORABLE)
      .default(''),
  })
  .refine(({ kind, languages }) => kind !== 'coding' || languages.length > 0, {
    path: ['languages'],
    message: 'Choose at least one language.',
  })
  .transform((request) => ({
    ...request,
    languages: request.kind === 'coding' ? inOrder(request.languages) : [],
  }));
export type DraftRequest = z.infer<typeof draftRequestSchema>;
export type DraftRequestInput = z.input<typeof draftRequestSchema>;

/** Each language once, in the order that all lists have. */
function inOrder(languages: readonly DraftLanguage[]): DraftLanguage[] {
  const order = (language: DraftLanguage) => LANGUAGE_IDS.indexOf(language);
  return [...new Set(languages)].toSorted((a, b) => order(a) - order(b));
}

/** The form of a request, in the page and on the server alike: what is asked for, or what to correct by field. */
export function readDraftForm(
  form: FormData,
): { request: DraftRequest; errors: null } | { request: null; errors: Record<string, string> } {
  const text = (name: string) => String(form.get(name) ?? '');
  const minutes = text('minutes').trim();
  const result = draftRequestSchema.safeParse({
    topic: text('topic'),
    kind: text('kind'),
    difficulty: text('difficulty'),
    languages: form.getAll('languages'),
    minutes: minutes === '' ? null : Number(minutes),
    wishes: text('wishes'),
  });
  if (result.success) return { request: result.data, errors: null };
  const errors: Record<string, string> = {};
  for (const { path, message } of result.error.issues) errors[String(path[0] ?? 'form')] ??= message;
  return { request: null, errors };
}

import { z } from 'zod';
import { difficultySchema, QUESTION_STATES, questionKindSchema } from '#core/question.ts';

/** Whose questions: the organisation's and the library's, those one wrote, the organisation's, the library's. */
export const OWNERS = ['all', 'mine', 'team', 'library'] as const;
/** `asked` leaves out what is retired. */
export const SHOWN_STATES = ['asked', ...QUESTION_STATES] as const;

/** The address of a list is typed and sent: a page this far is no page that somebody looks for. */
const MAX_PAGE = 1000;

/** What the list of questions shows, as it stands in the address. Anything unknown reads as the default. */
export const questionListSchema = z.object({
  q: z.string().trim().max(100).catch(''),
  of: z.enum(OWNERS).catch('all'),
  kind: questionKindSchema.or(z.literal('')).catch(''),
  difficulty: difficultySchema.or(z.literal('')).catch(''),
  tag: z
    .string()
    .regex(/^[a-z0-9][a-z0-9+-]{0,30}$/)
    .or(z.literal(''))
    .catch(''),
  state: z.enum(SHOWN_STATES).catch('asked'),
  page: z.coerce.number().int().min(1).max(MAX_PAGE).catch(1),
});
export type QuestionListQuery = z.infer<typeof questionListSchema>;

const DEFAULTS: QuestionListQuery = questionListSchema.parse({});

/** Reads the query of an address. */
export function parseQuestionQuery(search: URLSearchParams): QuestionListQuery {
  return questionListSchema.parse(Object.fromEntries(search));
}

/** The address of the list with some of it changed, on its first page unless that says otherwise; defaults are left out. */
export function questionListPath(query: QuestionListQuery, change: Partial<QuestionListQuery>): string {
  const merged = { ...query, page: 1, ...change };
  const search = new URLSearchParams();
  for (const key of ['q', 'of', 'kind', 'difficulty', 'tag', 'state', 'page'] as const)
    if (merged[key] !== DEFAULTS[key]) search.set(key, String(merged[key]));
  const text = search.toString();
  return text ? `/questions?${text}` : '/questions';
}

/** Whether the query leaves any question out that the list would show without it. */
export function isNarrowed(query: QuestionListQuery): boolean {
  return questionListPath(query, {}) !== '/questions';
}

import { z } from 'zod';
import { LANGUAGES } from '#core/languages.ts';
import {
  type FilesByLanguage,
  MAX_FOLLOW_UPS,
  MAX_HINTS,
  MAX_RUBRIC_ROWS,
  MAX_TAGS,
  type Question,
  type QuestionInput,
  questionSchema,
} from '#core/question.ts';
import { valueTypeSchema } from '#core/test-suite.ts';
import type { ToolSpec } from '#models/model.ts';
import { makeRubricKey } from '../question-draft.ts';
import { findStorageFault } from '../question-issues.ts';
import { MAX_FINDINGS } from './draft-limits.ts';
import type { DraftRequest } from './draft-request.ts';

/** The tool whose input is the question. */
export const WRITE_QUESTION = 'write_question';

/** Cases below which a candidate cannot see what is wanted, or a wrong answer gets through. */
const MIN_VISIBLE_CASES = 2;
const MIN_HIDDEN_CASES = 4;
/** Cases that a model may write. More make its answer long, and rarely better. */
const MAX_DRAFT_CASES = 30;

/** What questions of every kind have. Kind and difficulty are what was asked for, and not the model's to say. */
const commonFields = {
  title: z.string().describe('3 to 120 characters, as a list shows it.'),
  tags: z.array(z.string()).max(MAX_TAGS).describe('Small letters, digits and hyphens, such as hash-map.'),
  minutes: z.number().int().min(3).max(180).describe('How long it usually takes.'),
  statement: z.string().min(1).describe('Markdown that begins with a heading. All that the candidate reads.'),
  hints: z
    .array(z.string().min(1).max(1000))
    .min(2)
    .max(MAX_HINTS)
    .describe('From the gentlest nudge to nearly the answer; given one at a time.'),
  guide: z
    .string()
    .min(1)
    .describe('Markdown for interviewers: approaches with their costs, common mistakes, a strong candidate.'),
  follow_ups: z.array(z.string().min(1).max(500)).min(1).max(MAX_FOLLOW_UPS),
  rubric: z
    .array(
      z.strictObject({
        title: z.string().min(1).max(80),
        weak: z.string().min(1).max(400),
        sound: z.string().min(1).max(400),
        strong: z.string().min(1).max(400),
      }),
    )
    .min(2)
    .max(MAX_RUBRIC_ROWS)
    .describe('What is looked for, and what a weak, a sound and a strong answer look like.'),
};

const caseSchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(80)
    .describe('Shown to candidates, also of a hidden case: it gives nothing away.'),
  hidden: z.boolean(),
  input: z.array(z.unknown()).max(20).describe('The arguments in order, as JSON values.'),
  expected: z.unknown().describe('What the function returns, as a JSON value.'),
});

/** A coding question in these languages: a function that tests call. */
function codingSchema({ languages }: DraftRequest) {
  return z
    .strictObject({
      ...commonFields,
      function: z.string().describe('Name of the function in snake_case.'),
      parameters: z
        .array(valueTypeSchema)
        .max(20)
        .describe('Types: int, long, double, bool, string, each with up to three [].'),
      returns: valueTypeSchema,
      any_order: z.boolean().describe('Whether lists in the result may be in any order.'),
      tolerance: z
        .number()
        .min(0)
        .max(1)
        .describe('How far numbers may be off; 0 unless they are not whole.'),
      cases: z.array(caseSchema).max(MAX_DRAFT_CASES),
      programs: z
        .array(
          z.strictObject({
            language: z.enum(languages as [string, ...string[]]),
            starter: z
              .string()
              .min(1)
              .describe('What the candidate begins with: a signature and a body that passes no test.'),
            solution: z.string().min(1).describe('A complete reference solution.'),
          }),
        )
        .describe('One for each language that is asked for.'),
    })
    .superRefine(({ cases, programs }, context) => {
      const complain = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message });
      const hidden = cases.filter((one) => one.hidden).length;
      if (cases.length - hidden < MIN_VISIBLE_CASES)
        complain('cases', `There must be at least ${MIN_VISIBLE_CASES} cases that are not hidden.`);
      if (hidden < MIN_HIDDEN_CASES)
        complain('cases', `There must be at least ${MIN_HIDDEN_CASES} hidden cases.`);
      for (const language of languages) {
        const count = programs.filter((one) => one.language === language).length;
        if (count !== 1) complain('programs', `There must be one program in ${language}, not ${count}.`);
      }
    });
}

/** Any other question: statement, guide and what to look for. */
const talkSchema = z.strictObject(commonFields);

type CodingDraft = z.infer<ReturnType<typeof codingSchema>>;
type TalkDraft = z.infer<typeof talkSchema>;

/** The tool as a provider wants it, for a question of this kind in these languages. */
export function describeDraftTool(request: DraftRequest): ToolSpec {
  const { $schema, ...schema } = z.toJSONSchema(schemaOf(request), { io: 'input' }) as Record<
    string,
    unknown
  >;
  return { name: WRITE_QUESTION, description: 'Writes the question that was asked for, whole.', schema };
}

/** What a model wrote as a question, or what is wrong with it, in lines that it can act on. */
export function readDraft(
  input: unknown,
  request: DraftRequest,
): { question: Question; findings: null } | { question: null; findings: string[] } {
  if (typeof input !== 'object' || input === null)
    return refuse([
      'The input is no JSON object, or broke off before its end. Write it again, whole and shorter.',
    ]);
  const draft = schemaOf(request).safeParse(input);
  if (!draft.success) return refuse(draft.error.issues.map(describeIssue));
  const question = questionSchema.safeParse(toQuestion(draft.data as CodingDraft | TalkDraft, request));
  if (!question.success) return refuse(question.error.issues.map(describeIssue));
  const fault = findStorageFault(question.data);
  return fault ? refuse([fault]) : { question: question.data, findings: null };
}

function schemaOf(request: DraftRequest) {
  return request.kind === 'coding' ? codingSchema(request) : talkSchema;
}

function refuse(findings: string[]): { question: null; findings: string[] } {
  return { question: null, findings: findings.slice(0, MAX_FINDINGS) };
}

function describeIssue({ path, message }: z.core.$ZodIssue): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

function toQuestion(draft: CodingDraft | TalkDraft, request: DraftRequest): QuestionInput {
  const { title, tags, statement, hints, guide } = draft;
  const { kind, difficulty } = request;
  const minutes = request.minutes ?? draft.minutes;
  const common = { title, kind, difficulty, tags: tags.map(toTag), minutes, statement, hints, guide };
  const shared = { ...common, followUps: draft.follow_ups, rubric: toRubric(draft.rubric) };
  return 'cases' in draft ? { ...shared, ...toCode(draft) } : shared;
}

function toCode(draft: CodingDraft): Pick<QuestionInput, 'starters' | 'solutions' | 'tests'> {
  const { parameters, returns, cases, tolerance, any_order: anyOrder, programs } = draft;
  const files = (part: 'starter' | 'solution'): FilesByLanguage =>
    Object.fromEntries(
      programs.map((one) => {
        const language = one.language as keyof typeof LANGUAGES;
        return [language, [{ path: LANGUAGES[language].entry, text: withLastLine(one[part]) }]];
      }),
    );
  return {
    starters: files('starter'),
    solutions: files('solution'),
    tests: {
      kind: 'function',
      function: draft.function,
      parameters,
      returns,
      comparison: { type: 'equal', tolerance, anyOrder },
      // what is no JSON value is refused by the schema of tests
      cases: cases as { name: string; hidden: boolean; input: never[]; expected: never }[],
    },
  };
}

/** A tag as people type it: a model that writes capitals or spaces means the same. */
function toTag(tag: string): string {
  return tag
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
}

function toRubric(rows: TalkDraft['rubric']): NonNullable<QuestionInput['rubric']> {
  const keys: string[] = [];
  return rows.map(({ title, ...levels }) => {
    const id = makeRubricKey(title, keys);
    keys.push(id);
    return { id, title, levels };
  });
}

function withLastLine(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

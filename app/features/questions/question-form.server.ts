import { z } from 'zod';
import { problemFields, withPlainLines } from '#app/features/problem/problem-form.ts';
import { writeTests } from '#app/features/problem/write-tests.ts';
import { type FormErrors, type FormValues, typedValues } from '#app/server/form.server.ts';
import { type Question, questionSchema } from '#core/question.ts';
import { makeRubricKey, NO_LISTS, type QuestionLists } from './question-draft.ts';
import { describeQuestionIssue, fieldOfIssue, findStorageFault } from './question-issues.ts';

/** The fields of the form of a question, as text. */
export interface QuestionFormText {
  title: string;
  kind: string;
  difficulty: string;
  minutes: string;
  tags: string;
  statement: string;
  tests: string;
  guide: string;
  /** `QuestionLists` as JSON. */
  lists: string;
}

const EMPTY: QuestionFormText = {
  title: '',
  kind: 'coding',
  difficulty: 'medium',
  minutes: '30',
  tags: '',
  statement: '',
  tests: '',
  guide: '',
  lists: JSON.stringify(NO_LISTS),
};

/** A number as the page was given it; anything else counts as none, so that nothing is replaced unseen. */
const revisionSchema = z.coerce.number().int().min(1).catch(0);

/** The parts that come in any number, however wrong they are in themselves: the schema of questions says what is. */
const listsSchema = z.object({
  starters: z.record(z.string(), z.array(z.unknown())),
  solutions: z.record(z.string(), z.array(z.unknown())),
  hints: z.array(z.unknown()),
  followUps: z.array(z.unknown()),
  rubric: z.array(z.looseObject({ id: z.string(), title: z.string() })),
});

export type ReadQuestionForm =
  | { question: Question; replaces: number; over: number }
  | { question: null; errors: FormErrors; values: FormValues };

/** The form as a question is shown in it; without one, as a new question begins. */
export function writeQuestionForm(question: Question | null): QuestionFormText {
  if (!question) return EMPTY;
  const { starters, solutions, hints, followUps, rubric } = question;
  const lists: QuestionLists = { starters, solutions, hints, followUps, rubric };
  return {
    title: question.title,
    kind: question.kind,
    difficulty: question.difficulty,
    minutes: String(question.minutes),
    tags: question.tags.join(', '),
    statement: question.statement,
    tests: question.tests ? writeTests(question.tests) : '',
    guide: question.guide,
    lists: JSON.stringify(lists),
  };
}

/** Reads the form of a question. On failure says what is wrong by field, and gives back what was typed. */
export function readQuestionForm(form: FormData): ReadQuestionForm {
  const values = typedValues(form);
  const errors: FormErrors = {};
  const tests = problemFields.tests.safeParse(values.tests ?? '');
  if (!tests.success) errors.tests = tests.error.issues[0]?.message ?? 'These are no tests.';
  const lists = listsSchema.safeParse(parseJson(values.lists ?? ''));
  if (!lists.success)
    return {
      question: null,
      errors: { form: 'The page sent something that could not be read. Reload it and try again.' },
      values,
    };
  const result = questionSchema.safeParse({
    title: (values.title ?? '').replace(/\s+/g, ' '),
    kind: values.kind,
    difficulty: values.difficulty,
    minutes: /^\s*\d+\s*$/.test(values.minutes ?? '') ? Number(values.minutes) : Number.NaN,
    tags: readTags(values.tags ?? ''),
    statement: withPlainLines(values.statement ?? ''),
    guide: withPlainLines(values.guide ?? ''),
    tests: tests.success ? tests.data : null,
    ...lists.data,
    rubric: withKeys(lists.data.rubric),
  });
  for (const issue of result.error?.issues ?? [])
    errors[fieldOfIssue(issue)] ??= describeQuestionIssue(issue);
  if (result.success) {
    const fault = findStorageFault(result.data);
    if (fault) errors.form = fault;
  }
  if (!result.success || Object.keys(errors).length > 0) return { question: null, errors, values };
  return {
    question: result.data,
    replaces: revisionSchema.parse(values.version),
    over: revisionSchema.parse(values.over),
  };
}

/** Tags as somebody lists them: commas between, capitals and spaces inside. */
function readTags(text: string): string[] {
  const tags = text
    .split(',')
    .map((tag) => tag.trim().toLowerCase().replace(/\s+/g, '-'))
    .filter(Boolean);
  return [...new Set(tags)];
}

/** Rows of the rubric with a key each; those that have one keep it. */
function withKeys<T extends { id: string; title: string }>(rows: readonly T[]): T[] {
  const keys = rows.map(({ id }) => id);
  return rows.map((row, index) => {
    if (row.id !== '') return row;
    const id = makeRubricKey(row.title, keys);
    keys[index] = id;
    return { ...row, id };
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // the schema refuses it
  }
}

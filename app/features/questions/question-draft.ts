import { LANGUAGE_IDS, type LanguageId } from '#core/languages.ts';
import type { FilesByLanguage, Question, QuestionFile, RubricRow } from '#core/question.ts';

/** One of several things of a kind in a form. The number tells rows apart while some are moved and removed. */
export interface Row {
  id: number;
}

export interface TextRow extends Row {
  text: string;
}

export interface FileRow extends Row {
  path: string;
  text: string;
}

export interface RubricDraft extends Row {
  /** Empty until the row has a title. */
  key: string;
  title: string;
  levels: RubricRow['levels'];
}

/** What a question has in one language. */
export interface CodeDraft {
  language: LanguageId;
  starters: FileRow[];
  solutions: FileRow[];
}

/** The parts of a question that come in any number. They are sent as one field of JSON. */
export interface ListsDraft {
  code: CodeDraft[];
  hints: TextRow[];
  followUps: TextRow[];
  rubric: RubricDraft[];
}

/** The same parts as the question has them. */
export type QuestionLists = Pick<Question, 'starters' | 'solutions' | 'hints' | 'followUps' | 'rubric'>;

export const NO_LISTS: QuestionLists = {
  starters: {},
  solutions: {},
  hints: [],
  followUps: [],
  rubric: [],
};

/** A number that no row of these has. */
export function nextId(rows: readonly Row[]): number {
  return 1 + Math.max(0, ...rows.map(({ id }) => id));
}

/** The parts of a question as the form shows them. */
export function listsToDraft(lists: QuestionLists): ListsDraft {
  const texts = (all: readonly string[]) => all.map((text, index) => ({ id: index + 1, text }));
  const files = (all: readonly QuestionFile[] | undefined) =>
    (all ?? []).map(({ path, text }, index) => ({ id: index + 1, path, text }));
  const { starters, solutions } = lists;
  return {
    code: LANGUAGE_IDS.filter((id) => starters[id] || solutions[id]).map((language) => ({
      language,
      starters: files(starters[language]),
      solutions: files(solutions[language]),
    })),
    hints: texts(lists.hints),
    followUps: texts(lists.followUps),
    rubric: lists.rubric.map(({ id, title, levels }, index) => ({ id: index + 1, key: id, title, levels })),
  };
}

/** What the form holds as the question has it. */
export function draftToLists(draft: ListsDraft): QuestionLists {
  const files = (set: 'starters' | 'solutions'): FilesByLanguage =>
    Object.fromEntries(
      draft.code
        .filter((one) => one[set].length > 0)
        .map((one) => [one.language, one[set].map(({ path, text }) => ({ path, text }))]),
    );
  return {
    starters: files('starters'),
    solutions: files('solutions'),
    hints: draft.hints.map(({ text }) => text),
    followUps: draft.followUps.map(({ text }) => text),
    rubric: draft.rubric.map(({ key, title, levels }) => ({ id: key, title, levels })),
  };
}

/** A key for a row of this title that none of the others has: letters, digits and hyphens. */
export function makeRubricKey(title: string, others: readonly string[]): string {
  const words = title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 32)
    .replace(/-+$/, '');
  const base = words || 'row';
  for (let number = 1; ; number++) {
    const key = number === 1 ? base : `${base}-${number}`;
    if (!others.includes(key)) return key;
  }
}

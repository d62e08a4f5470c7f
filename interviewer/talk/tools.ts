import { z } from 'zod';
import { MAX_OBSERVATION_LENGTH } from '#core/interviewer.ts';
import { MAX_PATH_LENGTH } from '#core/limits.ts';
import { LEAST_QUESTION_MINUTES, MAX_LINES_READ, MAX_PROBES } from '../limits.ts';
import { currentOf, type Memory } from './memory.ts';

const lineSchema = z.number().int().min(1).max(100_000);

/** What a mind may ask for. What it writes is checked against the schema, and then whether it may be done now. */
export const TOOLS = {
  read_code: {
    description: `Read up to ${MAX_LINES_READ} lines of a file. Use it when the part you were shown is not enough.`,
    schema: z.strictObject({ path: z.string().max(MAX_PATH_LENGTH), from_line: lineSchema.default(1) }),
  },
  read_runs: {
    description: 'Read what the last run of the program or of the tests gave.',
    schema: z.strictObject({}),
  },
  run_tests: {
    description:
      'Run the tests of the question against the candidate’s code, for everybody to see. Only when the candidate says that they are done and has not run them.',
    schema: z.strictObject({}),
  },
  give_hint: {
    description:
      'Give the next hint of the question’s ladder, for everybody to see. Only when the candidate asks for a hint, or has clearly been stuck for long.',
    schema: z.strictObject({}),
  },
  point_at: {
    description: 'Show lines in the editor with your own cursor, while you talk about them.',
    schema: z.strictObject({
      path: z.string().max(MAX_PATH_LENGTH),
      from_line: lineSchema,
      to_line: lineSchema,
    }),
  },
  next_question: {
    description: 'Ask the next question. It appears on its own: do not repeat its text.',
    schema: z.strictObject({}),
  },
  note_observation: {
    description:
      'Write down, for the people who decide, one thing that the candidate did or said, with an exact quote from the conversation or the code. The candidate does not see it.',
    schema: z.strictObject({
      text: z.string().trim().min(1).max(MAX_OBSERVATION_LENGTH),
      quote: z.string().trim().min(1).max(MAX_OBSERVATION_LENGTH),
      criterion: z.string().max(40).nullable().default(null),
    }),
  },
  end_interview: {
    description:
      'End the interview for everybody, after you have said goodbye and the candidate has nothing more to ask.',
    schema: z.strictObject({}),
  },
} as const;
export type ToolName = keyof typeof TOOLS;
export const TOOL_NAMES = Object.keys(TOOLS) as ToolName[];

/** What is done once in an answer at most, however often a mind asks for it. */
export const ONCE: ReadonlySet<ToolName> = new Set<ToolName>([
  'run_tests',
  'give_hint',
  'next_question',
  'end_interview',
]);

/** What else decides whether a tool may be used. */
export interface ToolFacts {
  now: number;
  /** The interview ends soon, or its time is up. */
  isClosing: boolean;
  /** The candidate said something since the phase began. */
  hasAnswered: boolean;
  /** The candidate asked for it in their newest messages: a hint, the next question, the end. */
  asksForHint: boolean;
  asksToGoOn: boolean;
  questionsLeft: number;
  hintsLeft: number;
  hasTests: boolean;
  hasCode: boolean;
  /** How long the present question should take. */
  questionMs: number;
}

/** Long enough without a hint to be given one unasked. */
const STUCK_AFTER = 6 * 60_000;

/**
 * The tools that may be used now. It follows from the conversation's state and the candidate's own messages, never from
 * what a model says, so nothing that stands in code or chat can make it end, skip or help.
 */
export function allowedTools(memory: Memory, facts: ToolFacts): ToolName[] {
  return TOOL_NAMES.filter((tool) => isAllowed(tool, memory, facts));
}

function isAllowed(tool: ToolName, memory: Memory, facts: ToolFacts): boolean {
  const { phase } = memory;
  const isAtWork = phase === 'question' || phase === 'probe';
  const asked = currentOf(memory);
  switch (tool) {
    case 'read_code':
    case 'point_at':
      return isAtWork && facts.hasCode;
    case 'read_runs':
      return isAtWork;
    case 'run_tests':
      return isAtWork && facts.hasTests && facts.asksToGoOn;
    case 'give_hint':
      return (
        phase === 'question' &&
        facts.hintsLeft > 0 &&
        (facts.asksForHint || (asked !== null && facts.now - asked.askedAt > STUCK_AFTER * (asked.hints + 1)))
      );
    case 'note_observation':
      return isAtWork || phase === 'wrap';
    case 'next_question':
      if (facts.questionsLeft === 0 || facts.isClosing) return false;
      if (phase === 'consent') return facts.hasAnswered;
      if (phase === 'probe') return asked !== null && (asked.probes >= MAX_PROBES || facts.hasAnswered);
      return phase === 'question' && asked !== null && isOverdue(asked.askedAt, facts);
    case 'end_interview':
      return phase === 'wrap' && (facts.hasAnswered || facts.isClosing);
  }
}

/** The question has taken half as long again as it should: it may be left unsolved. */
function isOverdue(askedAt: number, { now, questionMs }: ToolFacts): boolean {
  return now - askedAt > questionMs * 1.5;
}

/** Whether there is time for one more question. */
export function hasTimeFor(minutes: number, leftMs: number | null): boolean {
  return leftMs === null || leftMs >= Math.min(minutes, LEAST_QUESTION_MINUTES) * 60_000;
}

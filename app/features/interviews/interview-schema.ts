import { z } from 'zod';
import { NEEDS_QUESTIONS } from '#app/features/ai-interviewer/mind-words.ts';
import { emailSchema } from '#app/features/auth/auth-schemas.ts';
import { problemFields } from '#app/features/problem/problem-form.ts';
import { planSchema } from '#app/features/questions/planned-question.ts';
import { isTimeZone, zonedTimeToInstant } from '#app/features/time-zone/zoned-time.ts';
import { MAX_INTERVIEW_MINUTES } from '#core/interview-clock.ts';
import { mindChoiceSchema } from '#core/interviewer.ts';
import { languageIdSchema } from '#core/languages.ts';
import { personNameSchema } from '#core/people.ts';

const MAX_TITLE_LENGTH = 200;
const LENGTH_WORDS = `An interview takes from 1 to ${MAX_INTERVIEW_MINUTES} minutes.`;

/** A box of a form: present when ticked. */
export const tickedSchema = z
  .literal('on')
  .optional()
  .transform((value) => value === 'on');

/** Who interviews: null for people, else what thinks for the AI interviewer. */
export const mindFieldSchema = z
  .literal('')
  .transform(() => null)
  .or(mindChoiceSchema)
  .default(null);

const fields = {
  title: z
    .string()
    .transform((title) => title.replace(/\s+/g, ' ').trim())
    .pipe(
      z
        .string()
        .min(1, 'Give it a title.')
        .max(MAX_TITLE_LENGTH, `Use at most ${MAX_TITLE_LENGTH} characters.`),
    ),
  candidateName: personNameSchema,
  candidateEmail: z
    .literal('')
    .transform(() => null)
    .or(emailSchema),
  /** How long it may take; null where nothing limits it. */
  minutes: z
    .literal('')
    .transform(() => null)
    .or(
      z.coerce
        .number('Enter whole minutes.')
        .int('Enter whole minutes.')
        .min(1, LENGTH_WORDS)
        .max(MAX_INTERVIEW_MINUTES, LENGTH_WORDS),
    )
    .default(null),
  scheduledAt: z
    .string()
    .refine((local) => local === '' || zonedTimeToInstant(local, 'UTC') !== null, 'Enter a date and a time.'),
  timeZone: z.string().refine(isTimeZone, 'Choose a time zone.'),
};

/** The fields that can change later. */
export const interviewDetailsSchema = z.object(fields).transform(withInstant);

/** A new interview, as its form is sent. */
export const newInterviewSchema = z
  .object({
    ...fields,
    ...problemFields,
    language: languageIdSchema,
    questions: planSchema,
    mind: mindFieldSchema,
    /** The AI interviewer chooses the next question by how it goes. */
    isAdaptive: tickedSchema,
    allowsAssistant: tickedSchema,
    allowsCall: tickedSchema,
    /** Only where there is a call. */
    recordsCall: tickedSchema,
    sendMail: tickedSchema,
  })
  .transform(withInstant)
  .refine((form) => !form.sendMail || form.candidateEmail !== null, {
    path: ['candidateEmail'],
    message: 'Enter the address that the link is sent to.',
  })
  .refine((form) => form.mind === null || form.questions.length > 0, {
    path: ['mind'],
    message: NEEDS_QUESTIONS,
  });
export type NewInterview = z.output<typeof newInterviewSchema>;

/** Replaces the local time and its zone by the instant they mean; null when no time is set. */
function withInstant<T extends { scheduledAt: string; timeZone: string }>(form: T) {
  return { ...form, scheduledAt: zonedTimeToInstant(form.scheduledAt, form.timeZone) };
}

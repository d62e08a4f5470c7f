import { z } from 'zod';

/** Where somebody stands at the door of a room. SQL repeats this list (`participants_admission_check`). */
export const ADMISSIONS = ['waiting', 'admitted', 'declined', 'removed'] as const;
export const admissionSchema = z.enum(ADMISSIONS);
export type Admission = z.infer<typeof admissionSchema>;

export const DECISIONS = ['admit', 'decline', 'remove'] as const;
export const decisionSchema = z.enum(DECISIONS);
export type Decision = z.infer<typeof decisionSchema>;

const OUTCOMES = {
  waiting: { admit: 'admitted', decline: 'declined', remove: 'removed' },
  // Declined by mistake: the guest's page is still open and moves on.
  declined: { admit: 'admitted' },
  admitted: { remove: 'removed' },
  removed: { admit: 'admitted' },
} as const satisfies Record<Admission, Partial<Record<Decision, Admission>>>;

/** The admission after this decision, or null where the decision does not apply. */
export function nextAdmission(from: Admission, decision: Decision): Admission | null {
  const row: Partial<Record<Decision, Admission>> = OUTCOMES[from];
  return row[decision] ?? null;
}

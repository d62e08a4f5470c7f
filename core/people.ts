import { z } from 'zod';
import { MAX_NAME_LENGTH } from './limits.ts';

/**
 * Eight colours for people, by index; `app/styles/app.css` gives each its light and dark value.
 * After Okabe and Ito's palette for colour-blind eyes, darkened or lightened per theme for 4.5:1 contrast.
 */
export const PERSON_COLOURS = 8;

/** Colour index of the person who is the n-th to join (n from 0). */
export function colourOf(n: number): number {
  return n % PERSON_COLOURS;
}

/** A name as people type it: trimmed, inner white space folded, no control characters. */
export const personNameSchema = z
  .string()
  .transform((s) =>
    s
      .replace(/[\p{Cc}\p{Cf}]/gu, '')
      .replace(/\s+/g, ' ')
      .trim(),
  )
  .pipe(
    z.string().min(1, 'Enter a name.').max(MAX_NAME_LENGTH, `Use at most ${MAX_NAME_LENGTH} characters.`),
  );

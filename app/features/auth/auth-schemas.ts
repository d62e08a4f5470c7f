import { z } from 'zod';

/** Shorter passwords are guessed from stolen hashes within hours. */
export const MIN_PASSWORD_LENGTH = 10;
/** bcrypt ignores what is beyond, so a longer password would be weaker than it looks. */
export const MAX_PASSWORD_BYTES = 72;

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, 'That address is too long.')
  .pipe(z.email('Enter an address like name@example.com.'));

export const newPasswordSchema = z
  .string()
  .min(MIN_PASSWORD_LENGTH, `Use at least ${MIN_PASSWORD_LENGTH} characters.`)
  .refine(
    (password) => new TextEncoder().encode(password).length <= MAX_PASSWORD_BYTES,
    `Use at most ${MAX_PASSWORD_BYTES} characters.`,
  );

/** A password that is only compared: any that may have been set once. */
export const givenPasswordSchema = z.string().min(1, 'Enter your password.').max(1000, 'That is too long.');

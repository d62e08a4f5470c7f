import { data } from '@remix-run/node';
import { z } from 'zod';

/** What went wrong, by field name; `form` is for the form as a whole. */
export type FormErrors = Record<string, string>;

/** Text that was typed, so that the page can show it again. Passwords are left out. */
export type FormValues = Record<string, string>;

export type ParsedForm<T> = { data: T } | { data: null; errors: FormErrors; values: FormValues };

/** Reads a form by its schema. On failure gives the first error of each field and what was typed. */
export function parseForm<T extends z.ZodType>(schema: T, form: FormData): ParsedForm<z.output<T>> {
  const raw: Record<string, string> = {};
  for (const [name, value] of form) if (typeof value === 'string') raw[name] = value;
  const result = schema.safeParse(raw);
  if (result.success) return { data: result.data };
  const errors: FormErrors = {};
  for (const issue of result.error.issues) {
    const field = String(issue.path[0] ?? 'form');
    errors[field] ??= issue.message;
  }
  return { data: null, errors, values: typedValues(form) };
}

/** The answer of an action whose form must be corrected. Status 400 unless it says otherwise. */
export function refuseForm(
  refusal: { errors: FormErrors; values?: FormValues },
  init: { status?: number; headers?: Headers } = {},
) {
  const body: { errors: FormErrors; values: FormValues } = {
    errors: refusal.errors,
    values: refusal.values ?? {},
  };
  return data(body, { status: init.status ?? 400, ...(init.headers && { headers: init.headers }) });
}

/** What was typed, without passwords and one-time secrets. */
export function typedValues(form: FormData): FormValues {
  const values: FormValues = {};
  for (const [name, value] of form) {
    if (typeof value === 'string' && !/password|token|secret/i.test(name)) values[name] = value;
  }
  return values;
}

/** Reads a JSON body by its schema; null when it is not JSON or does not fit. */
export async function parseJson<T extends z.ZodType>(
  schema: T,
  request: Request,
): Promise<z.output<T> | null> {
  try {
    const result = schema.safeParse(await request.json());
    return result.success ? result.data : null;
  } catch {
    return null; // not JSON: the caller answers bad_request, which is all that can be done
  }
}

/** The id in an address, or null when it cannot be one. */
export function parseId(value: string | undefined): string | null {
  const result = z.uuid().safeParse(value);
  return result.success ? result.data.toLowerCase() : null;
}

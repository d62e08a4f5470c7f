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

/** What a JSON body says by its schema, or why it was not taken: larger than `maxBytes`, not JSON, or not fitting. */
export async function parseJsonWithin<T extends z.ZodType>(
  schema: T,
  request: Request,
  maxBytes: number,
): Promise<{ data: z.output<T> } | { refusal: 'too_large' | 'bad_request' }> {
  const body = await readBodyWithin(request, maxBytes);
  if (!body) return { refusal: 'too_large' };
  try {
    const result = schema.safeParse(JSON.parse(body.toString('utf8')));
    return result.success ? { data: result.data } : { refusal: 'bad_request' };
  } catch {
    return { refusal: 'bad_request' }; // not JSON
  }
}

/** The bytes of a request, or null when there are more than this: the rest is not read, nobody of ours sends so much. */
export async function readBodyWithin(request: Request, maxBytes: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for (const reader = request.body?.getReader(); reader; ) {
    const { value, done } = await reader.read();
    if (done) break;
    bytes += value.length;
    if (bytes > maxBytes) {
      await reader.cancel();
      return null;
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks);
}

/** The id in an address, or null when it cannot be one. */
export function parseId(value: string | undefined): string | null {
  const result = z.uuid().safeParse(value);
  return result.success ? result.data.toLowerCase() : null;
}

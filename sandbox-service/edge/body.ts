import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { MAX_BODY_BYTES, MAX_DROPPED_BYTES } from '../limits.ts';

/**
 * The body as text, or null when it is too large. What is over is read and dropped, so that the client, which is still
 * sending, gets the refusal and not a broken connection; a flood is cut off.
 */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
    if (bytes > MAX_DROPPED_BYTES) return null;
  }
  return bytes > MAX_BODY_BYTES ? null : Buffer.concat(chunks).toString('utf8');
}

/** What a body says by this schema, or what is wrong with it, naming fields but never repeating their contents. */
export function parseBody<T>(schema: z.ZodType<T>, body: string): { data: T } | { problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return { problem: 'The body is not JSON.' };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { data: parsed.data };
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return { problem: problems.join('; ') };
}

/** What is wrong between the files and the entry of a request, or null. */
export function problemOfFiles(request: { files: { path: string }[]; entry: string }): string | null {
  const paths = request.files.map((file) => file.path);
  if (!paths.includes(request.entry)) return 'entry: The entry is not one of the files.';
  if (new Set(paths).size < paths.length) return 'files: Two files have the same path.';
  return null;
}

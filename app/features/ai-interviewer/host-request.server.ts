import type { z } from 'zod';
import { errorResponse } from '#app/server/error-response.server.ts';
import { parseId, parseJson } from '#app/server/form.server.ts';
import { hasServiceToken, type ServiceName } from '#app/server/service-token.server.ts';
import { holdsLease } from './leases.server.ts';

/** What a process that interviews, or another service, has sent. Throws the refusal of a request that comes from elsewhere or does not fit. */
export async function requireHostBody<T extends z.ZodType>(
  schema: T,
  request: Request,
  service: ServiceName = 'interviewer',
): Promise<z.output<T>> {
  requireServiceToken(request, service);
  const body = await parseJson(schema, request);
  if (body === null) throw errorResponse('bad_request');
  return body;
}

/** Throws the refusal of a request that does not carry this service's token. */
export function requireServiceToken(request: Request, service: ServiceName): void {
  if (!hasServiceToken(request, service))
    throw errorResponse('unauthenticated', { message: `Send the ${service}s’ token of this installation.` });
}

/** The same about one interview, which the process must hold. */
export async function requireLease<T extends z.ZodType<{ host: string }>>(
  schema: T,
  request: Request,
  interviewId: string | undefined,
): Promise<{ interviewId: string; body: z.output<T> }> {
  const body = await requireHostBody(schema, request);
  const id = parseId(interviewId);
  if (!id) throw errorResponse('not_found');
  if (!(await holdsLease(body.host, id)))
    throw errorResponse('conflict', { message: 'This process does not hold the interview.' });
  return { interviewId: id, body };
}

/** What these addresses answer to anything but POST. */
export function refuseMethod(): Response {
  return new Response(null, { status: 405, headers: { allow: 'POST' } });
}

/** A JSON reply, for the parts of the API that are answered here and not by lite. */
export function reply(body: unknown, status = 200): Response {
  return Response.json(body, { status });
}

/** A refusal in the form of Supabase's auth service, from which supabase-js makes an `AuthApiError`. */
export function refuse(status: number, code: string, message: string): Response {
  return Response.json({ code: status, error_code: code, msg: message }, { status });
}

/** The body as an object; anything else counts as empty, so that the checks behind it refuse it. */
export async function readBody(request: Request): Promise<Record<string, unknown>> {
  const body: unknown = await request.json().catch(() => null);
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};
}

/** The same request with another body. */
export function withBody(request: Request, body: unknown): Request {
  const headers = new Headers(request.headers);
  headers.delete('content-length');
  return new Request(request.url, { method: request.method, headers, body: JSON.stringify(body) });
}

import { ERRORS, type ErrorCode } from '#core/error-codes.ts';

/** The JSON of a refusal, with the status that belongs to its code. */
export function errorResponse(
  code: ErrorCode,
  options: { message?: string; headers?: Headers } = {},
): Response {
  const headers = new Headers(options.headers);
  headers.set('content-type', 'application/json; charset=utf-8');
  headers.set('cache-control', 'no-store');
  const body = { error: { code, message: options.message ?? ERRORS[code].text } };
  return new Response(JSON.stringify(body), { status: ERRORS[code].status, headers });
}

/** JSON that nobody may keep. */
export function jsonResponse(body: unknown, headers?: Headers): Response {
  const all = new Headers(headers);
  all.set('content-type', 'application/json; charset=utf-8');
  all.set('cache-control', 'no-store');
  return new Response(JSON.stringify(body), { headers: all });
}

/** Ends a page's request: the error page shows what the code means. Throw the result. */
export function pageError(code: ErrorCode, headers?: Headers): Response {
  return new Response(ERRORS[code].text, {
    status: ERRORS[code].status,
    statusText: code,
    ...(headers && { headers }),
  });
}

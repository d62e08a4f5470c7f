import type { ActionFunctionArgs } from '@remix-run/node';
import { z } from 'zod';
import { getUser } from '#app/features/auth/session.server.ts';
import { requireRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { errorResponse, jsonResponse } from '#app/server/error-response.server.ts';
import { parseJson } from '#app/server/form.server.ts';

/** Characters of all settings together. The column's own limit is 16 kB. */
const MAX_SETTINGS_LENGTH = 8000;

const schema = z.object({
  settings: z
    .record(z.string().max(64), z.json())
    .refine((settings) => JSON.stringify(settings).length <= MAX_SETTINGS_LENGTH),
});

/** `POST /api/settings` `{settings}`: replaces the signed-in person's preferences. */
export async function action({ request }: ActionFunctionArgs) {
  const { supabase, headers, user } = await getUser(request);
  if (!user) return errorResponse('unauthenticated', { headers });
  await requireRateLimits([['settings:account', user.id]]);
  const body = await parseJson(schema, request);
  if (!body) return errorResponse('bad_request', { headers });
  const { error } = await supabase
    .from('profiles')
    .update({ settings: body.settings })
    .eq('user_id', user.id);
  if (error) throw new Error('The settings could not be stored.', { cause: error });
  return jsonResponse({ settings: body.settings }, headers);
}

export function loader() {
  return new Response(null, { status: 405, headers: { allow: 'POST' } });
}

import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { createRequestClient } from '#app/server/supabase.server.ts';

/** `POST /sign-out`: ends the session of this browser. A link could be opened by another site, so GET only leads home. */
export async function action({ request }: ActionFunctionArgs) {
  const { supabase, headers } = createRequestClient(request);
  await supabase.auth.signOut({ scope: 'local' });
  return redirect('/', { headers });
}

export function loader() {
  return redirect('/');
}

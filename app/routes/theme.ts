import { type ActionFunctionArgs, data, redirect } from '@remix-run/node';
import { safeNextPath } from '#app/features/auth/next-path.ts';
import { rememberTheme } from '#app/features/theme/theme.server.ts';
import { themeSchema } from '#app/features/theme/theme.ts';

/**
 * `POST /theme` with field `theme`: remembers it for this browser. With `stay` the page that asked shows it itself;
 * without scripts it goes back to the page it came from.
 */
export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const theme = themeSchema.catch('system').parse(form.get('theme'));
  const headers = { 'set-cookie': rememberTheme(theme) };
  if (form.has('stay')) return data(null, { headers });
  const from = request.headers.get('referer');
  const back = from && URL.canParse(from) ? new URL(from).pathname + new URL(from).search : '/';
  return redirect(safeNextPath(back, '/'), { headers });
}

export function loader() {
  return redirect('/');
}

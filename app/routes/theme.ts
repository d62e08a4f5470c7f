import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { safeNextPath } from '#app/features/auth/next-path.ts';
import { rememberTheme } from '#app/features/theme/theme.server.ts';
import { themeSchema } from '#app/features/theme/theme.ts';

/** `POST /theme` with field `theme`: remembers it for this browser and goes back to the page it came from. */
export async function action({ request }: ActionFunctionArgs) {
  const theme = themeSchema.catch('system').parse((await request.formData()).get('theme'));
  const from = request.headers.get('referer');
  const back = from && URL.canParse(from) ? new URL(from).pathname + new URL(from).search : '/';
  return redirect(safeNextPath(back, '/'), { headers: { 'set-cookie': rememberTheme(theme) } });
}

export function loader() {
  return redirect('/');
}

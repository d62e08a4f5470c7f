import { useFetchers, useRouteLoaderData } from '@remix-run/react';
import { type Theme, themeSchema } from './theme.ts';

/** Where forms that change the theme are sent: field `theme`, and `stay` when scripts send it. */
export const THEME_ACTION = '/theme';

/** The theme as chosen: the one just pressed, before the server has answered, or the one it knows. */
export function useTheme(): Theme {
  const root = useRouteLoaderData('root') as { theme: Theme } | undefined;
  const changing = useFetchers().find(({ formAction }) => formAction === THEME_ACTION);
  const pressed = themeSchema.safeParse(changing?.formData?.get('theme'));
  return pressed.success ? pressed.data : (root?.theme ?? 'system');
}

import { type Theme, themeSchema } from './theme.ts';

const COOKIE = 'theme';
const YEAR_IN_S = 365 * 24 * 3600;

/** The theme this browser chose, or 'system'. Not a secret, so that scripts may set it without a round trip. */
export function getTheme(request: Request): Theme {
  const header = request.headers.get('cookie') ?? '';
  const value = new RegExp(`(?:^|;\\s*)${COOKIE}=([^;]*)`).exec(header)?.[1];
  return themeSchema.catch('system').parse(value);
}

/** `Set-Cookie` that remembers the theme. */
export function rememberTheme(theme: Theme): string {
  return `${COOKIE}=${theme}; Path=/; Max-Age=${YEAR_IN_S}; SameSite=Lax`;
}

const HOME = '/interviews';

/**
 * The path to go to after signing in. Only paths of this app: anything that a browser could read as another
 * site (`//host`, `/\host`, control characters, a scheme) becomes the home page.
 */
export function safeNextPath(next: string | null | undefined, fallback = HOME): string {
  if (!next?.startsWith('/') || next.length > 500) return fallback;
  // Browsers read a backslash as a slash and drop tabs and line breaks inside an address.
  for (const character of next) {
    const code = character.charCodeAt(0);
    if (character === '\\' || code < 0x20 || code === 0x7f) return fallback;
  }
  const base = 'https://interlace.invalid';
  const url = URL.canParse(next, base) ? new URL(next, base) : null;
  if (!url || url.origin !== base || next.startsWith('//')) return fallback;
  return url.pathname.startsWith('//') ? fallback : url.pathname + url.search + url.hash;
}

/** The sign-in page, coming back to `next` afterwards. */
export function signInPath(next: string): string {
  const path = safeNextPath(next);
  return path === HOME ? '/sign-in' : `/sign-in?${new URLSearchParams({ next: path })}`;
}

/**
 * A key with its modifiers, written `Mod+Shift+K`. `Mod` is Ctrl, on Apple machines Cmd. Letters, digits and
 * a few signs are matched by their place on the keyboard as well, since Alt changes what they produce.
 */
export type Shortcut = string;

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Whether this key press is the shortcut, no more and no fewer modifiers held. */
export function matchesShortcut(shortcut: Shortcut, event: KeyPress, isApple: boolean): boolean {
  const parts = shortcut.split('+');
  const key = parts.pop() ?? '';
  const has = (name: string) => parts.includes(name);
  const wantsCtrl = has('Ctrl') || (has('Mod') && !isApple);
  const wantsMeta = has('Mod') && isApple;
  // The question mark is typed with Shift on most keyboards and without on some.
  const isShiftRight = key === '?' || event.shiftKey === has('Shift');
  if (
    event.ctrlKey !== wantsCtrl ||
    event.metaKey !== wantsMeta ||
    event.altKey !== has('Alt') ||
    !isShiftRight
  )
    return false;
  return event.key.toLowerCase() === key.toLowerCase() || event.code === codeOf(key);
}

/** The shortcut as people read it: `Ctrl K`, on Apple machines `⌘K`. */
export function showShortcut(shortcut: Shortcut, isApple: boolean): string {
  const parts = shortcut.split('+').map((part) => nameOf(part, isApple));
  return isApple ? parts.join('') : parts.join(' ');
}

/** For `aria-keyshortcuts`. */
export function ariaShortcut(shortcut: Shortcut, isApple: boolean): string {
  return shortcut.replace('Mod', isApple ? 'Meta' : 'Control').replace('Ctrl', 'Control');
}

function codeOf(key: string): string | null {
  if (/^[A-Za-z]$/.test(key)) return `Key${key.toUpperCase()}`;
  if (/^\d$/.test(key)) return `Digit${key}`;
  return CODES[key] ?? null;
}

const CODES: Record<string, string> = { '/': 'Slash', '`': 'Backquote', '.': 'Period' };

const NAMES: Record<string, string> = {
  Mod: 'Ctrl',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
};
const APPLE_NAMES: Record<string, string> = {
  ...NAMES,
  Mod: '⌘',
  Ctrl: '⌃',
  Alt: '⌥',
  Shift: '⇧',
  Enter: '↩',
};

function nameOf(part: string, isApple: boolean): string {
  return (isApple ? APPLE_NAMES : NAMES)[part] ?? part;
}

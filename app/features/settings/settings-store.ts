import { Store } from '#app/features/room/store.ts';
import { themeSchema } from '#app/features/theme/theme.ts';
import { parseSettings, type Settings } from './settings.ts';

const KEY = 'interlace:settings';
/** Several changes in a row (a font size held down) become one message to the app. */
const SEND_AFTER = 800;

interface SettingsStoreOptions {
  /** What the app knows of this member; empty for guests. */
  known: Record<string, unknown>;
  /** Sends the settings to the app; null for guests, who keep them in this browser only. */
  send: ((settings: Settings) => void) | null;
}

/** One person's settings: kept in this browser, and with the account of members. */
export class SettingsStore extends Store<Settings> {
  readonly #send: SettingsStoreOptions['send'];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ known, send }: SettingsStoreOptions) {
    const theme = themeSchema.catch('system').parse(document.documentElement.dataset.theme);
    super({ ...parseSettings({ ...readLocal(), ...known }), theme });
    this.#send = send;
  }

  readonly change = (part: Partial<Settings>): void => {
    this.set({ ...this.get(), ...part });
    if (part.theme) showTheme(part.theme);
    writeLocal(this.get());
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send?.(this.get()), SEND_AFTER);
  };
}

/** Tells the app; a failure leaves the settings in this browser, where they work all the same. */
export async function sendSettings(settings: Settings): Promise<void> {
  await fetch('/api/settings', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ settings }),
  }).catch(() => undefined);
}

function showTheme(theme: Settings['theme']): void {
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  // The server reads it for the first paint of the next page.
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
}

function readLocal(): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // no storage, or not ours
  }
}

function writeLocal(settings: Settings): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // no storage: the settings last as long as the page
  }
}

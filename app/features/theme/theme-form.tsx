import { useFetcher } from '@remix-run/react';
import { clsx } from 'clsx';
import { Monitor, Moon, Sun } from 'lucide-react';
import { THEMES, type Theme } from './theme.ts';
import { THEME_ACTION, useTheme } from './use-theme.ts';

const LOOKS = {
  system: { label: 'System', icon: Monitor },
  light: { label: 'Light', icon: Sun },
  dark: { label: 'Dark', icon: Moon },
} as const satisfies Record<Theme, unknown>;

/** Three buttons for the theme. Works without scripts. */
export function ThemeForm() {
  const fetcher = useFetcher();
  const theme = useTheme();
  return (
    <fetcher.Form
      method="post"
      action={THEME_ACTION}
      onSubmit={(event) => {
        const button = (event.nativeEvent as SubmitEvent).submitter;
        if (!(button instanceof HTMLButtonElement)) return;
        event.preventDefault();
        fetcher.submit({ theme: button.value, stay: '' }, { method: 'post', action: THEME_ACTION });
      }}
    >
      <fieldset className="inline-flex rounded-control border border-line-control bg-sunken p-0.5">
        <legend className="sr-only">Theme</legend>
        {THEMES.map((value) => {
          const { label, icon: Icon } = LOOKS[value];
          return (
            <button
              key={value}
              type="submit"
              name="theme"
              value={value}
              aria-pressed={theme === value}
              className={clsx(
                'inline-flex h-7 items-center gap-1.5 rounded-[5px] px-2.5 text-13',
                theme === value
                  ? 'bg-surface font-medium text-ink ring-1 ring-line'
                  : 'text-ink-soft hover:text-ink',
              )}
            >
              <Icon aria-hidden="true" size={14} />
              {label}
            </button>
          );
        })}
      </fieldset>
    </fetcher.Form>
  );
}

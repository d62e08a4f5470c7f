/** What Input, Select and Textarea have in common. */
export const CONTROL_CLASS =
  'w-full min-w-0 rounded-control border border-line-strong bg-surface px-3 text-ink transition-colors placeholder:text-ink-faint hover:border-ink-faint focus-visible:border-accent focus-visible:outline-1 focus-visible:outline-offset-0 focus-visible:outline-accent disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-soft aria-invalid:border-bad aria-invalid:focus-visible:outline-bad';

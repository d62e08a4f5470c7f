import { clsx } from 'clsx';
import { PERSON_COLOURS } from '#core/people.ts';
import type { RoomRole } from '#core/roles.ts';

const SIZES = { sm: 'size-5 text-[10px]', md: 'size-6 text-[11px]', lg: 'size-8 text-12' } as const;

/** The first letters of the first and last word of a name, at most two. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/).filter(Boolean);
  const first = words[0] ?? '?';
  const last = words.length > 1 ? words[words.length - 1] : '';
  return [first, last ?? '']
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
}

/** Whom a colour stands for. */
export interface Coloured {
  role: RoomRole;
  /** Index into the palette of people. */
  colour: number;
}

/** CSS colour of somebody, on which `--person-ink` can be read: a person's of the palette, and the AI's own. */
export function personColour({ role, colour }: Coloured): string {
  if (role === 'ai') return 'var(--ai)';
  return `var(--person-${Math.abs(Math.trunc(colour)) % PERSON_COLOURS})`;
}

interface AvatarProps {
  name: string;
  /** Without it the avatar is grey. */
  person?: Coloured | undefined;
  size?: keyof typeof SIZES;
  /** Hides it from readers where the name stands beside it. */
  isDecorative?: boolean;
  className?: string;
}

/** Somebody as initials on their colour. */
export function Avatar({ name, person, size = 'md', isDecorative = false, className }: AvatarProps) {
  return (
    <span
      {...(isDecorative ? { 'aria-hidden': true } : { role: 'img', 'aria-label': name, title: name })}
      className={clsx(
        'inline-flex shrink-0 items-center justify-center rounded-full font-semibold tracking-tight select-none',
        !person && 'border border-line bg-sunken text-ink-soft',
        SIZES[size],
        className,
      )}
      style={person && { background: personColour(person), color: 'var(--person-ink)' }}
    >
      {initialsOf(name)}
    </span>
  );
}

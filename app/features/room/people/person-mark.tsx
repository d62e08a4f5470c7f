import { clsx } from 'clsx';
import { Eye, Sparkles } from 'lucide-react';
import { Avatar } from '#app/components/ui/avatar.tsx';
import type { Person } from '#core/room-protocol.ts';

/** Somebody's initials, with an eye for those who watch and a spark for the AI. Decorative. */
export function PersonMark({
  person,
  size = 'md',
}: {
  person: Pick<Person, 'name' | 'role' | 'colour'>;
  size?: 'md' | 'lg';
}) {
  const Badge = person.role === 'observer' ? Eye : person.role === 'ai' ? Sparkles : null;
  return (
    <span className="relative inline-flex">
      <Avatar name={person.name} person={person} size={size} isDecorative />
      {Badge && (
        <span
          aria-hidden="true"
          className={clsx(
            'absolute -right-1 -bottom-1 flex size-3.5 items-center justify-center rounded-full border border-line bg-surface',
            person.role === 'ai' ? 'text-ai' : 'text-ink-soft',
          )}
        >
          <Badge size={9} strokeWidth={2.5} />
        </span>
      )}
    </span>
  );
}

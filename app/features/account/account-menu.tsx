import { Form, Link } from '@remix-run/react';
import { Check, ChevronDown } from 'lucide-react';
import { useRef } from 'react';
import { Avatar } from '#app/components/ui/avatar.tsx';
import { useDismiss } from '#app/components/use-dismiss.ts';
import type { Organisation } from '#app/features/organisations/member.server.ts';
import { ThemeForm } from '#app/features/theme/theme-form.tsx';

const ITEM = 'flex h-8 w-full items-center gap-2 rounded-control px-2 text-left text-13 hover:bg-hover';

interface AccountMenuProps {
  displayName: string;
  email: string;
  organisation: Organisation;
  organisations: Organisation[];
}

/** Who is signed in, and what concerns only them. Opens without scripts. */
export function AccountMenu({ displayName, email, organisation, organisations }: AccountMenuProps) {
  const details = useRef<HTMLDetailsElement>(null);
  useDismiss(details);
  return (
    <details ref={details} className="relative">
      <summary className="flex h-8 list-none items-center gap-1.5 rounded-control px-1.5 hover:bg-hover [&::-webkit-details-marker]:hidden">
        <Avatar name={displayName} isDecorative />
        <span className="sr-only">Account of </span>
        <span className="max-w-40 truncate text-13 max-sm:sr-only">{displayName}</span>
        <ChevronDown aria-hidden="true" size={14} className="text-ink-faint" />
      </summary>
      <div className="absolute right-0 z-30 mt-1 w-[272px] rounded-card border bg-raised p-2 shadow-float">
        <div className="px-2 pt-1 pb-2">
          <p className="truncate font-medium">{displayName}</p>
          <p className="truncate text-13 text-ink-soft">{email}</p>
        </div>
        <div className="border-t py-2">
          {organisations.length > 1 ? (
            <Form method="post" action="/organisations/choose" aria-label="Organisation">
              {organisations.map(({ id, name }) => (
                <button key={id} type="submit" name="organisationId" value={id} className={ITEM}>
                  <span className="min-w-0 flex-1 truncate">{name}</span>
                  {id === organisation.id && <Check aria-label="chosen" size={14} className="text-accent" />}
                </button>
              ))}
            </Form>
          ) : (
            <p className="truncate px-2 text-13 text-ink-soft">
              {organisation.name}, {organisation.role}
            </p>
          )}
        </div>
        <div className="border-t pt-2">
          <div className="px-2 pb-2">
            <ThemeForm />
          </div>
          <Link to="/account" className={ITEM}>
            Account settings
          </Link>
          <Form method="post" action="/sign-out">
            <button type="submit" className={ITEM}>
              Sign out
            </button>
          </Form>
        </div>
      </div>
    </details>
  );
}

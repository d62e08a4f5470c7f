import { Form } from '@remix-run/react';
import { Mail } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '#app/components/ui/badge.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { Card } from '#app/components/ui/card.tsx';
import { CopyButton } from '#app/components/ui/copy-button.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { useIsPending } from '#app/components/use-is-pending.ts';
import { useTimeZone } from '#app/features/time-zone/use-time-zone.ts';
import { LINK_ROLE_LABELS } from './link-role-labels.ts';

interface ShownLink {
  linkId: string;
  role: 'candidate' | 'observer';
  label: string;
  secret: string;
  url: string;
}

/**
 * Links that were just made, in full. The server gives them once; this card keeps them until the page is left.
 */
export function NewLinksCard({ newLinks, hasEmail }: { newLinks: ShownLink[]; hasEmail: boolean }) {
  const [shown, setShown] = useState(newLinks);
  const added = newLinks.filter(({ linkId }) => !shown.some((link) => link.linkId === linkId));
  if (added.length > 0) setShown([...added, ...shown]);
  const zone = useTimeZone();
  const isMailing = useIsPending('mail-link');
  if (shown.length === 0) return null;
  return (
    <Card
      title={shown.length === 1 ? 'New link' : 'New links'}
      description="Copy them now: they are shown this once and cannot be looked up again."
      className="border-accent"
    >
      <ul className="divide-y">
        {shown.map(({ linkId, role, label, secret, url }) => (
          <li key={linkId} className="flex flex-col gap-2 px-4 py-3.5 sm:px-5">
            <div className="flex flex-wrap items-center gap-2 text-13">
              <Badge tone={role === 'candidate' ? 'accent' : 'neutral'}>{LINK_ROLE_LABELS[role]}</Badge>
              <span className="min-w-0 truncate text-ink-soft">{label}</span>
            </div>
            <div className="flex flex-wrap gap-2 sm:flex-nowrap">
              <Input
                readOnly
                value={url}
                aria-label={`${LINK_ROLE_LABELS[role]} link`}
                isCompact
                isMono
                onFocus={(event) => event.currentTarget.select()}
              />
              <CopyButton text={url} label="Copy link" size="md" />
              {role === 'candidate' && hasEmail && (
                <Form method="post">
                  <input type="hidden" name="linkId" value={linkId} />
                  <input type="hidden" name="secret" value={secret} />
                  <input type="hidden" name="timeZone" value={zone} />
                  <Button
                    type="submit"
                    name="intent"
                    value="mail-link"
                    icon={<Mail aria-hidden="true" size={14} />}
                    isPending={isMailing}
                  >
                    Send by mail
                  </Button>
                </Form>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

import { Form } from '@remix-run/react';
import { Time } from '#app/components/time.tsx';
import { Badge, type BadgeTone } from '#app/components/ui/badge.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { Card } from '#app/components/ui/card.tsx';
import { Cell, HeadCell, Table } from '#app/components/ui/table.tsx';
import { LINK_ROLE_LABELS } from './link-role-labels.ts';
import type { ListedLink } from './list-links.server.ts';
import { NewLinkForm } from './new-link-form.tsx';

/** What a link's state is called; once the interview is over none of them lets anybody in. */
const STATES = {
  over: { label: 'Interview over', tone: 'neutral' },
  works: { label: 'Works', tone: 'good' },
  expired: { label: 'Expired', tone: 'neutral' },
  revoked: { label: 'Taken back', tone: 'neutral' },
} as const satisfies Record<ListedLink['state'] | 'over', { label: string; tone: BadgeTone }>;

interface LinksCardProps {
  links: ListedLink[];
  canWrite: boolean;
  isEnded: boolean;
  /** Whether an AI interviewer holds the interview: then nobody need be there for the candidate. */
  isHeldByAi: boolean;
  scheduledAt: string | null;
  errors: Record<string, string> | undefined;
}

/** Who can come in by which link. */
export function LinksCard({ links, canWrite, isEnded, isHeldByAi, scheduledAt, errors }: LinksCardProps) {
  return (
    <Card
      title="Links"
      description={
        isHeldByAi
          ? 'Whoever has the candidate’s link comes in at once. Observers ask, and an interviewer lets them in.'
          : 'Whoever has a link can ask to come in. An interviewer lets them in.'
      }
    >
      {links.length === 0 ? (
        <p className="px-4 py-4 text-13 text-ink-soft sm:px-5">
          No links. Make one so that the candidate can come in.
        </p>
      ) : (
        <Table caption="Links">
          <thead>
            <tr>
              <HeadCell>For</HeadCell>
              <HeadCell>State</HeadCell>
              <HeadCell className="hidden sm:table-cell">Works until</HeadCell>
              <HeadCell className="hidden md:table-cell">Last used</HeadCell>
              {canWrite && (
                <HeadCell>
                  <span className="sr-only">Change</span>
                </HeadCell>
              )}
            </tr>
          </thead>
          <tbody>
            {links.map((link) => {
              const state = STATES[isEnded && link.state === 'works' ? 'over' : link.state];
              return (
                <tr key={link.id} className="border-b last:border-b-0">
                  <Cell>
                    <span className="font-medium">{LINK_ROLE_LABELS[link.role]}</span>
                    {link.label && (
                      <span className="block max-w-52 truncate text-ink-soft">{link.label}</span>
                    )}
                  </Cell>
                  <Cell>
                    <Badge tone={state.tone}>{state.label}</Badge>
                  </Cell>
                  <Cell className="hidden text-ink-soft sm:table-cell">
                    <Time value={link.expiresAt} />
                    {scheduledAt &&
                      link.state === 'works' &&
                      Date.parse(link.expiresAt) < Date.parse(scheduledAt) && (
                        <span className="block text-warn">Ends before the interview</span>
                      )}
                  </Cell>
                  <Cell className="hidden text-ink-soft md:table-cell">
                    {link.lastUsedAt ? <Time value={link.lastUsedAt} /> : 'Never'}
                  </Cell>
                  {canWrite && (
                    <Cell className="text-right">
                      <LinkButton link={link} />
                    </Cell>
                  )}
                </tr>
              );
            })}
          </tbody>
        </Table>
      )}
      {canWrite && <NewLinkForm errors={errors} />}
    </Card>
  );
}

function LinkButton({ link }: { link: ListedLink }) {
  if (link.state === 'expired') return null;
  const isRevoked = link.state === 'revoked';
  const who = `${LINK_ROLE_LABELS[link.role]} ${link.label}`;
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="linkId" value={link.id} />
      <Button
        type="submit"
        name="intent"
        value={isRevoked ? 'restore-link' : 'revoke-link'}
        variant={isRevoked ? 'ghost' : 'secondary'}
        size="sm"
        aria-label={isRevoked ? `Give back the link for ${who}` : `Take back the link for ${who}`}
      >
        {isRevoked ? 'Give back' : 'Take back'}
      </Button>
    </Form>
  );
}

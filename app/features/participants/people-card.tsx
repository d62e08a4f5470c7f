import { Form } from '@remix-run/react';
import { Time } from '#app/components/time.tsx';
import { Avatar } from '#app/components/ui/avatar.tsx';
import { Badge, type BadgeTone } from '#app/components/ui/badge.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { Card } from '#app/components/ui/card.tsx';
import { LINK_ROLE_LABELS } from '#app/features/links/link-role-labels.ts';
import type { Admission, Decision } from './admission.ts';
import type { ListedPerson } from './list-people.server.ts';

const LOOKS = {
  waiting: { label: 'Waiting', tone: 'warn' },
  admitted: { label: 'Let in', tone: 'good' },
  declined: { label: 'Not let in', tone: 'neutral' },
  removed: { label: 'Removed', tone: 'neutral' },
} as const satisfies Record<Admission, { label: string; tone: BadgeTone }>;

/** The same, looking back. */
const TOOK_PART: Record<Admission, string> = {
  waiting: 'Was not let in',
  admitted: 'Took part',
  declined: 'Was not let in',
  removed: 'Was removed',
};

interface PeopleCardProps {
  people: ListedPerson[];
  canWrite: boolean;
  isEnded: boolean;
}

/** Who came, what they agreed to, and who waits. */
export function PeopleCard({ people, canWrite, isEnded }: PeopleCardProps) {
  return (
    <Card title="People" description="Everybody who came to this room, with what they agreed to.">
      {people.length === 0 ? (
        <p className="px-4 py-4 text-13 text-ink-soft sm:px-5">
          Nobody has come yet. People appear here as soon as they open their link.
        </p>
      ) : (
        <ul className="divide-y">
          {people.map((person) => (
            <li key={person.id} className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 sm:px-5">
              <Avatar name={person.name} person={person} size="lg" isDecorative />
              <div className="min-w-0 flex-1 basis-48">
                <p className="flex flex-wrap items-center gap-x-2">
                  <span className="font-medium break-words">{person.name}</span>
                  <span className="text-13 text-ink-soft">
                    {LINK_ROLE_LABELS[person.role]}
                    {person.isMember ? ', member' : ''}
                  </span>
                </p>
                <p className="text-13 text-ink-faint">
                  <Consent person={person} />
                </p>
              </div>
              {isEnded ? (
                <Badge>{TOOK_PART[person.admission]}</Badge>
              ) : (
                <Badge tone={LOOKS[person.admission].tone}>{LOOKS[person.admission].label}</Badge>
              )}
              {canWrite && !isEnded && !person.isMember && <Decisions person={person} />}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Consent({ person }: { person: ListedPerson }) {
  if (person.isMember || person.role === 'ai')
    return (
      <>
        First came <Time value={person.cameAt} />
      </>
    );
  if (!person.consentAt) return 'Has not agreed to being recorded';
  return (
    <>
      Agreed to being recorded <Time value={person.consentAt} />, text of {person.consentVersion}
    </>
  );
}

function Decisions({ person }: { person: ListedPerson }) {
  const decisions: { decision: Decision; label: string }[] =
    person.admission === 'waiting'
      ? [
          { decision: 'admit', label: 'Let in' },
          { decision: 'decline', label: 'Turn away' },
        ]
      : person.admission === 'admitted'
        ? [{ decision: 'remove', label: 'Remove' }]
        : [{ decision: 'admit', label: 'Let in' }];
  return (
    <Form method="post" preventScrollReset className="flex gap-2">
      <input type="hidden" name="intent" value="decide" />
      <input type="hidden" name="participantId" value={person.id} />
      {decisions.map(({ decision, label }) => (
        <Button
          key={decision}
          type="submit"
          name="decision"
          value={decision}
          size="sm"
          variant={decision === 'admit' && person.admission === 'waiting' ? 'primary' : 'secondary'}
          aria-label={`${label}: ${person.name}`}
        >
          {label}
        </Button>
      ))}
    </Form>
  );
}

import { Form } from '@remix-run/react';
import { Check, Sparkles, Undo2, X } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '#app/components/ui/badge.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Textarea } from '#app/components/ui/textarea.tsx';
import type { Claim } from '#core/report/report.ts';
import type { Decision } from './claims.server.ts';
import { MomentLink } from './moment-link.tsx';

interface ClaimsCardProps {
  interviewId: string;
  claims: readonly Claim[];
  droppedClaims: number;
  decisions: readonly Decision[];
  /** What must be corrected in what was sent last. */
  answer: { errors: Record<string, string>; values: Record<string, string> } | undefined;
}

/** What the AI interviewer noticed, each with the words that it rests on; people keep, change or drop it. */
export function ClaimsCard({ interviewId, claims, droppedClaims, decisions, answer }: ClaimsCardProps) {
  return (
    <Card
      title="Drafts of the AI interviewer"
      description="Observations, not a verdict. Each quotes the recording, and the quote was checked against it. What you keep stands; nothing else counts."
    >
      {claims.length === 0 ? (
        <CardBody>
          <p className="text-13 text-ink-soft">It noted nothing that the recording bears out.</p>
        </CardBody>
      ) : (
        <ul>
          {claims.map((claim) => (
            <ClaimRow
              key={claim.id}
              interviewId={interviewId}
              claim={claim}
              decision={decisions.find(({ claimId }) => claimId === claim.id) ?? null}
              answer={answer?.values.claimId === claim.id ? answer : undefined}
            />
          ))}
        </ul>
      )}
      {droppedClaims > 0 && (
        <p className="border-t px-4 py-3 text-13 text-ink-soft sm:px-5">
          {droppedClaims === 1 ? '1 draft was' : `${droppedClaims} drafts were`} left out: the words that
          {droppedClaims === 1 ? ' it rests' : ' they rest'} on do not stand on the recording.
        </p>
      )}
    </Card>
  );
}

interface ClaimRowProps extends Pick<ClaimsCardProps, 'interviewId' | 'answer'> {
  claim: Claim;
  decision: Decision | null;
}

function ClaimRow({ interviewId, claim, decision, answer }: ClaimRowProps) {
  const [isChanging, setChanging] = useState(answer !== undefined);
  const { id, text, quote, criterion } = claim;
  const isDropped = decision?.decision === 'dropped';
  const words = decision?.text ?? text;
  return (
    <li id={`claim-${id}`} className="border-b px-4 py-3 text-13 last:border-b-0 sm:px-5">
      <div className="flex flex-wrap items-center gap-2 text-12 text-ink-faint">
        <Sparkles aria-hidden="true" size={12} className="text-ai" />
        {decision ? <DecisionWords decision={decision} /> : 'Draft'}
        {criterion && <Badge>{criterion.replaceAll('-', ' ')}</Badge>}
        <span className="ml-auto">
          noted at <MomentLink interviewId={interviewId} atMs={claim.atMs} words="It was noted" />
        </span>
      </div>
      <p className={`mt-1 [overflow-wrap:anywhere] ${isDropped ? 'text-ink-faint line-through' : ''}`}>
        {words}
      </p>
      <blockquote className="mt-1.5 border-l-2 border-line-strong pl-2.5 [overflow-wrap:anywhere] text-ink-soft">
        <span className={claim.citation.source === 'said' ? '' : 'font-mono text-12 whitespace-pre-wrap'}>
          {quote}
        </span>
        <footer className="text-12 text-ink-faint">
          {placeWords(claim.citation)} at{' '}
          <MomentLink interviewId={interviewId} atMs={claim.citation.atMs} words="The words it rests on" />
        </footer>
      </blockquote>
      {isChanging ? (
        <Form method="post" preventScrollReset className="mt-2 flex flex-col gap-2">
          <input type="hidden" name="claimId" value={id} />
          <input type="hidden" name="draft" value={text} />
          <Field label="What stands instead" error={answer?.errors.text}>
            <Textarea name="text" defaultValue={answer?.values.text ?? words} rows={2} />
          </Field>
          <div className="flex gap-2">
            <Button size="sm" variant="primary" type="submit" name="intent" value="keep">
              Keep it like this
            </Button>
            <Button size="sm" variant="ghost" onClick={() => setChanging(false)}>
              Cancel
            </Button>
          </div>
        </Form>
      ) : (
        <Form method="post" preventScrollReset className="mt-2 flex flex-wrap gap-2">
          <input type="hidden" name="claimId" value={id} />
          <input type="hidden" name="draft" value={text} />
          <input type="hidden" name="text" value={words} />
          {decision ? (
            <Button size="sm" type="submit" name="intent" value="undecide" icon={<Undo2 size={14} />}>
              Take the decision back
            </Button>
          ) : (
            <>
              <Button size="sm" type="submit" name="intent" value="keep" icon={<Check size={14} />}>
                Keep
              </Button>
              <Button size="sm" type="submit" name="intent" value="drop" icon={<X size={14} />}>
                Drop
              </Button>
            </>
          )}
          {!isDropped && (
            <Button size="sm" variant="ghost" onClick={() => setChanging(true)}>
              Change the words
            </Button>
          )}
        </Form>
      )}
    </li>
  );
}

function DecisionWords({ decision: { decision, text, byName } }: { decision: Decision }) {
  if (decision === 'dropped') return <span>Dropped by {byName}</span>;
  return (
    <span className="font-medium text-ink-soft">
      Kept by {byName}
      {text !== null && ', in other words'}
    </span>
  );
}

function placeWords({ source, path, line }: Claim['citation']): string {
  if (source === 'said') return 'Said by the candidate';
  if (source === 'printed') return `Printed by ${path ?? 'the program'}`;
  return `Written in ${path ?? 'a file'}${line === null ? '' : `, line ${line}`},`;
}

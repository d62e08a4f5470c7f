import { Form } from '@remix-run/react';
import { useRef } from 'react';
import { Button, buttonClass } from '#app/components/ui/button.tsx';
import { useDismiss } from '#app/components/use-dismiss.ts';
import { useIsPending } from '#app/components/use-is-pending.ts';

/** Ends the interview, asked once more because nothing takes it back. Works without scripts. */
export function EndForm() {
  const details = useRef<HTMLDetailsElement>(null);
  const isPending = useIsPending('end');
  useDismiss(details);
  return (
    <details ref={details} className="relative">
      <summary
        className={`${buttonClass({ variant: 'secondary' })} list-none hover:bg-hover [&::-webkit-details-marker]:hidden`}
      >
        End interview
      </summary>
      <Form
        method="post"
        className="absolute left-0 z-10 mt-1 w-72 rounded-card border bg-raised p-4 shadow-float sm:right-0 sm:left-auto"
      >
        <p className="font-medium">End it for everybody?</p>
        <p className="mt-1 mb-3 text-13 text-ink-soft">
          The room closes and links stop working. What was recorded is kept. This cannot be taken back.
        </p>
        <Button type="submit" name="intent" value="end" variant="danger" isPending={isPending}>
          End interview now
        </Button>
      </Form>
    </details>
  );
}

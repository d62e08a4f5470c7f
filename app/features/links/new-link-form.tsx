import { Form } from '@remix-run/react';
import { Plus } from 'lucide-react';
import { useRef } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { Select } from '#app/components/ui/select.tsx';
import { useIsPending } from '#app/components/use-is-pending.ts';
import { LINK_DAYS } from './link-days.ts';

/** One more link. It appears in full at the top of the page, once. */
export function NewLinkForm({ errors }: { errors: Record<string, string> | undefined }) {
  const details = useRef<HTMLDetailsElement>(null);
  const isPending = useIsPending('new-link');
  return (
    <details ref={details} className="border-t" open={errors?.label !== undefined}>
      <summary className="flex h-11 list-none items-center gap-2 rounded-b-card px-4 text-13 font-medium text-accent hover:bg-hover sm:px-5 [&::-webkit-details-marker]:hidden">
        <Plus aria-hidden="true" size={14} />
        New link
      </summary>
      <Form
        method="post"
        className="grid gap-4 border-t p-4 sm:grid-cols-[140px_minmax(0,1fr)_120px_auto] sm:items-end sm:px-5"
        onSubmit={() => details.current?.removeAttribute('open')}
      >
        <Field label="For">
          <Select name="role" defaultValue="candidate">
            <option value="candidate">Candidate</option>
            <option value="observer">Observer</option>
          </Select>
        </Field>
        <Field label="Label" isOptional error={errors?.label}>
          <Input name="label" maxLength={120} placeholder="Who gets it" />
        </Field>
        <Field label="Works for">
          <Select name="days" defaultValue="14">
            {LINK_DAYS.map((days) => (
              <option key={days} value={days}>
                {days === 1 ? '1 day' : `${days} days`}
              </option>
            ))}
          </Select>
        </Field>
        <Button type="submit" name="intent" value="new-link" className="h-9" isPending={isPending}>
          Make link
        </Button>
      </Form>
    </details>
  );
}

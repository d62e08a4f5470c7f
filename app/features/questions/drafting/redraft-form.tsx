import { useRevalidator } from '@remix-run/react';
import { type FormEvent, useState } from 'react';
import { FormError } from '#app/components/form-error.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Textarea } from '#app/components/ui/textarea.tsx';
import { DraftProgressView } from './draft-progress.tsx';
import { MAX_WISHES_LENGTH, redraftSchema } from './draft-request.ts';
import { useDraft } from './use-draft.ts';

/** Has the model write the question again with a change, as its next version. */
export function RedraftForm({ questionId }: { questionId: string }) {
  const revalidator = useRevalidator();
  const { progress, draft, stop } = useDraft(`/api/questions/${questionId}/redraft`, () =>
    revalidator.revalidate(),
  );
  const [fault, setFault] = useState<string>();
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const change = new FormData(event.currentTarget).get('change');
    const parsed = redraftSchema.safeParse({ change });
    setFault(parsed.error?.issues[0]?.message);
    if (parsed.success) void draft(parsed.data);
  };
  return (
    <form noValidate onSubmit={send} className="flex flex-col gap-3 pb-2">
      <FormError message={progress.status === 'failed' ? progress.message : undefined} />
      <Field
        label="What should be different"
        error={fault}
        hint="The model gets the question as it is now. What it writes becomes the next version."
      >
        <Textarea
          name="change"
          required
          maxLength={MAX_WISHES_LENGTH}
          placeholder="Shorter, and with a limit on memory"
        />
      </Field>
      {progress.status === 'running' ? (
        <DraftProgressView progress={progress} onStop={stop} />
      ) : (
        <Button type="submit" className="self-start">
          Write next version
        </Button>
      )}
    </form>
  );
}

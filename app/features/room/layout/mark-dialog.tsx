import { Button } from '#app/components/ui/button.tsx';
import { Dialog } from '#app/components/ui/dialog.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { MAX_MARK_LENGTH } from '#core/tape/context.ts';
import { markMoment } from '../commands/mark-moment.ts';
import { useRoom } from '../room-context.ts';

/** Asks what the mark is to be called. */
export function MarkDialog() {
  const room = useRoom();
  const close = () => room.bench.change({ dialog: null });
  return (
    <Dialog
      title="Mark this moment"
      description="The mark stands in the record where you add it. Candidates do not see it."
      width="sm"
      onClose={close}
      footer={
        <Button type="submit" form="mark" variant="primary">
          Add the mark
        </Button>
      }
    >
      <form
        id="mark"
        onSubmit={(event) => {
          event.preventDefault();
          markMoment(room, String(new FormData(event.currentTarget).get('label') ?? ''));
          close();
        }}
      >
        <Field label="Label" isOptional>
          <Input name="label" maxLength={MAX_MARK_LENGTH} autoComplete="off" />
        </Field>
      </form>
    </Dialog>
  );
}

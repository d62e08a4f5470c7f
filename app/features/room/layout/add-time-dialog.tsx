import { Button } from '#app/components/ui/button.tsx';
import { Dialog } from '#app/components/ui/dialog.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { MAX_EXTRA_MINUTES } from '#core/interview-clock.ts';
import { askRoom } from '../commands/ask-room.ts';
import { useRoom } from '../room-context.ts';

/** Steps that are offered, in minutes. */
const STEPS = [5, 10, 15, 30] as const;

/** Asks how much more time the interview gets. */
export function AddTimeDialog() {
  const room = useRoom();
  const close = () => room.bench.change({ dialog: null });
  const add = (minutes: number) => {
    askRoom(room, () => room.session.time.addTime(minutes));
    close();
  };
  return (
    <Dialog
      title="Give more time"
      description="Everybody sees it at once, and it stands in the record."
      width="sm"
      onClose={close}
      footer={
        <Button type="submit" form="add-time" variant="primary">
          Give this time
        </Button>
      }
    >
      <form
        id="add-time"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          add(Number(new FormData(event.currentTarget).get('minutes')));
        }}
      >
        <div className="flex gap-2">
          {STEPS.map((minutes) => (
            <Button key={minutes} size="sm" onClick={() => add(minutes)}>
              {minutes} min
            </Button>
          ))}
        </div>
        <Field label="Minutes">
          <Input
            type="number"
            name="minutes"
            inputMode="numeric"
            required
            min={1}
            max={MAX_EXTRA_MINUTES}
            defaultValue={10}
          />
        </Field>
      </form>
    </Dialog>
  );
}

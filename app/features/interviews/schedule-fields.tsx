import { clsx } from 'clsx';
import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { Select } from '#app/components/ui/select.tsx';
import { useTimeZone } from '#app/features/time-zone/use-time-zone.ts';
import { instantToZonedTime } from '#app/features/time-zone/zoned-time.ts';
import { MAX_INTERVIEW_MINUTES } from '#core/interview-clock.ts';

interface ScheduleFieldsProps {
  /** The stored instant, or null when no time is set. */
  scheduledAt: string | null;
  /** How long the interview may take, in minutes, or null; undefined once its room has it and alone may change it. */
  minutes: number | null | undefined;
  /** Zones that the server knows. */
  timeZones: string[];
  /** One below the other, for narrow places. */
  isStacked?: boolean;
  /** What was typed before the server asked for corrections. */
  values?: Record<string, string> | undefined;
  errors?: Record<string, string> | undefined;
}

/** A time and the zone it is meant in (the reader's own unless they choose another), and the interview's length. */
export function ScheduleFields({
  scheduledAt,
  minutes,
  timeZones,
  isStacked = false,
  values,
  errors,
}: ScheduleFieldsProps) {
  const zone = useTimeZone();
  const shown = values?.timeZone ?? zone;
  const stored = scheduledAt ? instantToZonedTime(Date.parse(scheduledAt), shown) : '';
  return (
    <div className={clsx('grid gap-4', !isStacked && 'sm:grid-cols-2')}>
      <Field label="When" isOptional error={errors?.scheduledAt}>
        {/* The key takes over the browser's zone once it is known. */}
        <Input
          key={shown}
          type="datetime-local"
          name="scheduledAt"
          defaultValue={values?.scheduledAt ?? stored}
          className="tabular"
        />
      </Field>
      <Field label="Time zone" error={errors?.timeZone}>
        <Select key={shown} name="timeZone" defaultValue={shown}>
          {(timeZones.includes(shown) ? timeZones : [shown, ...timeZones]).map((name) => (
            <option key={name} value={name}>
              {name.replaceAll('_', ' ')}
            </option>
          ))}
        </Select>
      </Field>
      {minutes !== undefined && <LengthField minutes={minutes} values={values} errors={errors} />}
    </div>
  );
}

function LengthField({
  minutes,
  values,
  errors,
}: Pick<ScheduleFieldsProps, 'values' | 'errors'> & { minutes: number | null }) {
  return (
    <Field
      label="Length in minutes"
      isOptional
      error={errors?.minutes}
      hint="At its end the room closes by itself. Empty: it goes on until somebody ends it."
    >
      <Input
        type="number"
        name="minutes"
        inputMode="numeric"
        min={1}
        max={MAX_INTERVIEW_MINUTES}
        placeholder="60"
        defaultValue={values?.minutes ?? minutes ?? ''}
        className="tabular"
      />
    </Field>
  );
}

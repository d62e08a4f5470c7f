import { clsx } from 'clsx';
import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { Select } from '#app/components/ui/select.tsx';
import { useTimeZone } from '#app/features/time-zone/use-time-zone.ts';
import { instantToZonedTime } from '#app/features/time-zone/zoned-time.ts';

interface ScheduleFieldsProps {
  /** The stored instant, or null when no time is set. */
  scheduledAt: string | null;
  /** Zones that the server knows. */
  timeZones: string[];
  /** One below the other, for narrow places. */
  isStacked?: boolean;
  /** What was typed before the server asked for corrections. */
  values?: Record<string, string> | undefined;
  errors?: Record<string, string> | undefined;
}

/** A time and the zone it is meant in; the reader's own unless they choose another. */
export function ScheduleFields({
  scheduledAt,
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
    </div>
  );
}

import { useTimeZone } from '#app/features/time-zone/use-time-zone.ts';
import { formatDate, formatDateTime } from '#app/features/time-zone/zoned-time.ts';

interface TimeProps {
  /** An instant as the database writes it, or milliseconds since 1970. */
  value: string | number;
  show?: 'date-time' | 'date';
}

/** An instant in the reader's own zone; the zone is in the title. */
export function Time({ value, show = 'date-time' }: TimeProps) {
  const zone = useTimeZone();
  const instant = typeof value === 'number' ? value : Date.parse(value);
  return (
    <time
      dateTime={new Date(instant).toISOString()}
      title={`${formatDateTime(instant, zone)} (${zone})`}
      className="whitespace-nowrap"
    >
      {show === 'date' ? formatDate(instant, zone) : formatDateTime(instant, zone)}
    </time>
  );
}

import { formatElapsed } from '#app/features/room/clock.ts';

/**
 * The address of a moment of an interview's replay, to the millisecond, so that what happened there is to be seen;
 * `atMs` is milliseconds since its start.
 */
export function replayAt(interviewId: string, atMs: number): string {
  return `/interviews/${interviewId}/replay?t=${Math.max(0, Math.round(atMs)) / 1000}`;
}

/** A time that leads to that moment of the replay. */
export function MomentLink({
  interviewId,
  atMs,
  words,
}: {
  interviewId: string;
  atMs: number;
  words: string;
}) {
  const time = formatElapsed(atMs);
  return (
    <a
      href={replayAt(interviewId, atMs)}
      aria-label={`${words}, at ${time} in the replay`}
      className="tabular rounded-control text-accent hover:underline"
    >
      {time}
    </a>
  );
}

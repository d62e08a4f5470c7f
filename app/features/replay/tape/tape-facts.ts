import type { Timeline } from '#core/tape/timeline/timeline.ts';
import { describeEvent } from './replay-event.ts';
import type { TapeFacts } from './tape-protocol.ts';

/** What the page is told of a timeline as far as it has been read. */
export function tellFacts(
  timeline: Timeline,
  loading: Pick<TapeFacts, 'progress' | 'isComplete' | 'isLive' | 'damage'>,
): TapeFacts {
  const startAt = timeline.startAt ?? 0;
  const people = timeline.people.map(({ participantId, name, role, colour }) => ({
    participantId,
    name,
    role,
    colour,
  }));
  const names = new Map(people.map(({ participantId, name }) => [participantId, name]));
  const nameOf = (participantId: string) => names.get(participantId) ?? 'Somebody';
  return {
    ...loading,
    damage: loading.damage ?? (loading.isComplete ? skippedWords(timeline.skipped) : null),
    frames: timeline.length,
    startAt,
    lengthMs: (timeline.endAt ?? startAt) - startAt,
    people,
    // what was said stands where it began, which is before what happened meanwhile
    events: timeline.events
      .flatMap((event) => describeEvent(event, { startAt, nameOf }) ?? [])
      .sort((a, b) => a.atMs - b.atMs),
    chat: [...timeline.chat],
    speeches: timeline.speeches
      .map(({ startedAt, endedAt, ...said }) => ({
        ...said,
        from: startedAt - startAt,
        to: endedAt - startAt,
      }))
      .sort((a, b) => a.from - b.from),
    assistant: timeline.events.flatMap((event) =>
      event.kind === 'assistant'
        ? [{ position: event.position, at: event.at, author: event.author, frame: event.data }]
        : [],
    ),
  };
}

/** Entries that could not be read, said once all of the tape is there. */
function skippedWords(skipped: number): string | null {
  if (skipped === 0) return null;
  const entries = skipped === 1 ? 'One entry' : `${skipped} entries`;
  return `${entries} of this recording could not be read and ${skipped === 1 ? 'is' : 'are'} left out. The rest is as it was recorded.`;
}

import { describeAssistantFrame } from '#core/assistant-service.ts';
import { describeInterviewerFrame } from '#core/interviewer.ts';
import type { TimelineEvent } from '#core/tape/timeline/events.ts';
import type { Timeline } from '#core/tape/timeline/timeline.ts';
import type { Recording } from './open-recording.ts';

/** What a recording is, line by line. */
export function describeRecording({ header, frames }: Recording, timeline: Timeline): string[] {
  const { seal, title, startedAt, endedAt } = header;
  const end = timeline.stateAt(timeline.length);
  return [
    title,
    `Interview  ${seal.interviewId}`,
    `From       ${formatDate(startedAt)}`,
    `To         ${formatDate(endedAt)}`,
    `Sealed     ${formatDate(seal.sealedAt)} by key ${seal.publicKey}`,
    `Frames     ${frames.length}${timeline.skipped > 0 ? `, of which ${timeline.skipped} could not be read` : ''}`,
    `Edits      ${timeline.editsBetween(0, timeline.length)}`,
    `Runs       ${timeline.runs.length}`,
    `Messages   ${timeline.chat.length}`,
    'People',
    ...timeline.people.map(({ name, role }) => `  ${printable(name)} (${role})`),
    'Files at the end',
    ...end.files.map(({ path, length }) => `  ${printable(path)} (${length} characters)`),
  ];
}

/** The timeline for people: one line for each event. */
export function describeEvents(timeline: Timeline): string[] {
  const start = timeline.startAt ?? 0;
  const names = new Map(timeline.people.map(({ participantId, name }) => [participantId, name]));
  return timeline.events.map((event) => {
    const who = names.get(event.author) ?? event.author;
    return `${formatOffset(event.at - start)}  ${printable(who)}: ${printable(describeEvent(event))}`;
  });
}

function describeEvent(event: TimelineEvent): string {
  switch (event.kind) {
    case 'run':
      return `ran ${event.data.entry}`;
    case 'tests':
      return `ran the tests of ${event.data.run.entry}: ${event.data.passed} of ${event.data.total} passed`;
    case 'chat':
      return `said ${JSON.stringify(event.data.text)}`;
    case 'speech':
      return `said aloud ${JSON.stringify(event.data.text)}`;
    case 'question':
      return event.data.asked
        ? `the question ${JSON.stringify(event.data.asked.title)} is asked`
        : 'what is asked was changed';
    case 'hint':
      return `hint ${event.data.number}: ${JSON.stringify(event.data.text)}`;
    case 'interviewer':
      return describeInterviewerFrame(event.data);
    case 'assistant': {
      const words = describeAssistantFrame(event.data);
      return event.data.event === 'answered' ? `the assistant ${words}` : words;
    }
    case 'status':
      return `the interview is ${event.data.status.replace('_', ' ')}`;
    case 'clock':
      return event.data.endedAt === null ? 'the clock started' : 'the clock stopped';
    case 'signal':
      return event.data.signal === 'paste'
        ? `pasted ${event.data.length} characters${event.data.isInternal ? ' from the room' : ''}`
        : event.data.signal.replace('-', ' ');
    case 'mark':
      return `marked this moment${event.data.label === '' ? '' : `: ${event.data.label}`}`;
    case 'presence':
      return event.data.event === 'joined' ? `came in as ${event.data.role}` : 'left';
    case 'terminal':
      return `terminal ${event.data.event}`;
    case 'consent':
      return `agreed to the recording (text of ${event.data.version})`;
  }
}

/** `h:mm:ss.mmm` since the start. */
export function formatOffset(ms: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const rest = String(Math.floor(ms % 1000)).padStart(3, '0');
  return `${Math.floor(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${rest}`;
}

function formatDate(at: number | null): string {
  return at === null ? 'never' : new Date(at).toISOString();
}

/** Names, messages and paths were chosen by strangers: what would steer a terminal is shown and not obeyed. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not reach the terminal
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (character) =>
    JSON.stringify(character)
      .slice(1, -1)
      .replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  );
}

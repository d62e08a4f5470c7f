import { formatElapsed } from '#app/features/room/clock.ts';
import { describeAssistantFrame } from '#core/assistant-service.ts';
import { describeInterviewerFrame } from '#core/interviewer.ts';
import type { TimelineEvent } from '#core/tape/timeline/events.ts';

/** Lanes of the timeline that hold events. */
export const LANES = ['runs', 'questions', 'chat', 'speech', 'signals', 'marks'] as const;
export type Lane = (typeof LANES)[number];

/** An event of the tape as it is shown: a place on the timeline and a line of words. */
export interface ReplayEvent {
  position: number;
  /** Milliseconds since the start. */
  atMs: number;
  author: string;
  /** Null for what is listed and has no lane. */
  lane: Lane | null;
  /** In one line, without the time. */
  words: string;
  /** Of tests: how many of all passed, 0 to 1. */
  passRate: number | null;
}

/** Longest part of a message that is shown on a timeline, in characters. */
const MAX_SAID = 80;

/** How an event is shown; null for what says nothing to a viewer. `nameOf` tells participants' names. */
export function describeEvent(
  event: TimelineEvent,
  { startAt, nameOf }: { startAt: number; nameOf: (participantId: string) => string },
): ReplayEvent | null {
  const told = tell(event, nameOf);
  if (!told) return null;
  return {
    position: event.position,
    atMs: Math.max(0, (event.kind === 'speech' ? event.data.startedAt : event.at) - startAt),
    author: event.author,
    passRate: null,
    ...told,
  };
}

function tell(
  event: TimelineEvent,
  nameOf: (participantId: string) => string,
): (Pick<ReplayEvent, 'lane' | 'words'> & { passRate?: number }) | null {
  const who = nameOf(event.author);
  switch (event.kind) {
    case 'run':
      return { lane: 'runs', words: `${event.data.byName} ran ${event.data.entry}` };
    case 'tests': {
      const { run, passed, total } = event.data;
      const rate = total > 0 ? passed / total : 0;
      return {
        lane: 'runs',
        words: `${run.byName} tested ${run.entry}: ${passed} of ${total} passed`,
        passRate: rate,
      };
    }
    case 'chat':
      return { lane: 'chat', words: `${event.data.name}: ${shorten(event.data.text)}` };
    case 'question':
      return {
        lane: 'questions',
        words: event.data.asked ? `Question: ${event.data.asked.title}` : 'The question changed',
      };
    case 'hint':
      return { lane: 'questions', words: `Hint ${event.data.number}: ${shorten(event.data.text)}` };
    case 'interviewer':
      return {
        lane: event.data.step === 'observation' ? 'marks' : null,
        words: `${who} ${describeInterviewerFrame(event.data)}`,
      };
    case 'assistant': {
      const name = event.data.event === 'answered' ? 'The assistant' : event.data.byName;
      return { lane: 'chat', words: `${name} ${shorten(describeAssistantFrame(event.data))}` };
    }
    case 'speech':
      return { lane: 'speech', words: `${event.data.name} said: ${shorten(event.data.text)}` };
    case 'mark':
      return {
        lane: 'marks',
        words: event.data.label
          ? `${event.data.name} marked: ${event.data.label}`
          : `${event.data.name} marked this moment`,
      };
    case 'signal':
      return { lane: 'signals', words: signalWords(event.data, who) };
    case 'presence':
      return { lane: null, words: `${event.data.name} ${event.data.event === 'joined' ? 'came' : 'left'}` };
    case 'status':
      return statusWords(event.data.status);
    case 'terminal':
      return { lane: null, words: `The terminal was ${event.data.event}` };
    default:
      return null;
  }
}

function signalWords(signal: Extract<TimelineEvent, { kind: 'signal' }>['data'], who: string): string {
  switch (signal.signal) {
    case 'paste':
      return `${who} pasted ${signal.length} characters${signal.isInternal ? ' from this room' : ''}`;
    case 'focus-lost':
      return `${who} went to another window`;
    case 'focus-back':
      return `${who} came back after ${formatElapsed(signal.awayMs)}`;
    case 'second-tab':
      return `${who} opened the room a second time`;
    case 'reconnected':
      return `${who} was without a connection for ${formatElapsed(signal.awayMs)}`;
  }
}

function statusWords(status: string): Pick<ReplayEvent, 'lane' | 'words'> | null {
  const words: Record<string, string> = {
    in_progress: 'The interview went on',
    paused: 'The interview was paused',
    interrupted: 'The candidate was away',
    completed: 'The interview ended',
    abandoned: 'The interview ended without the candidate',
  };
  const found = words[status];
  return found ? { lane: null, words: found } : null;
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > MAX_SAID ? `${line.slice(0, MAX_SAID - 1)}…` : line;
}

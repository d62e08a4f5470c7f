import type { AssistantFrame } from '#core/assistant-service.ts';
import type { InterviewStatus } from '#core/interview-status.ts';
import type { InterviewerFrame } from '#core/interviewer.ts';
import type { RoomRole } from '#core/roles.ts';
import type { ChatMessage } from '#core/room-protocol.ts';
import type { AskedQuestion } from '#core/room-question.ts';
import type { Utterance } from '#core/speech.ts';
import type { TerminalSize } from '#core/workspace-protocol.ts';
import type { Signal } from '../frames.ts';
import type { Moment } from './moment.ts';
import type { RecordedRun } from './runs.ts';

/** What each kind of event says. */
export interface EventData {
  /** A program ran. `end` of the run comes with time. */
  run: RecordedRun;
  /** The tests ran. `passed` counts up while they do. */
  tests: { run: RecordedRun; passed: number; total: number };
  chat: ChatMessage;
  /** What is asked changed; `asked` where it is a question of the plan. */
  question: { asked: AskedQuestion | null };
  /** `number` counts the hints of its question from 1. */
  hint: { questionId: string; number: number; text: string; byName: string };
  status: { status: InterviewStatus };
  /** The interview's clock started or stopped. */
  clock: { startedAt: number | null; endedAt: number | null };
  signal: Signal;
  mark: { id: string; label: string; name: string };
  presence: { event: 'joined' | 'left'; name: string; role: RoomRole; colour: number };
  terminal: { event: 'opened' | 'closed'; size: TerminalSize };
  consent: { version: string; at: number };
  /** What the AI interviewer decided or noticed. */
  interviewer: InterviewerFrame;
  /** Something was asked of the candidate's assistant, answered by it, or decided about what it proposed. */
  assistant: AssistantFrame;
  /** Somebody said something in the call. */
  speech: Utterance;
}
export type EventKind = keyof EventData;

/** Something worth a place on the timeline: at `position` it can be seen, one before it cannot. */
export type TimelineEvent = {
  [K in EventKind]: Moment & { kind: K; data: EventData[K] };
}[EventKind];

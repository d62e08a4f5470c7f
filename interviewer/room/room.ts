import type { InterviewClock } from '#core/interview-clock.ts';
import type { InterviewStatus } from '#core/interview-status.ts';
import type {
  FloorHold,
  InterviewerActivity,
  InterviewerPhase,
  InterviewerStep,
  Mind,
  Senses,
} from '#core/interviewer.ts';
import type { ChatMessage, Person, Run } from '#core/room-protocol.ts';
import type { RoomQuestion } from '#core/room-question.ts';
import type { Heard } from '#core/speech.ts';

/** What the interviewer hears of its room. */
export interface RoomListener {
  /** It is in, or in again: `Room` holds what is true now, and `memory` what was written down. Before this nothing else comes. */
  onEntered(memory: string | null): void;
  /** Somebody wrote, or was heard in the call. */
  onChat(message: Message): void;
  /** Somebody else changed a file. */
  onEdit(): void;
  /** A run began, went on or ended. */
  onRun(run: Run): void;
  /** People, status, clock, question or floor have changed: look again. */
  onChange(): void;
  /** It is out for good: the interview is over, or another process took its place. */
  onClosed(): void;
}

/** A message of the chat, or something that somebody said in the call. */
export interface Message extends ChatMessage {
  isSpoken?: boolean;
}

/** The room as the interviewer is in it. What it asks resolves to null when done, or to why not, in words. */
export interface Room {
  readonly you: string;
  /** The room's clock. */
  now(): number;
  readonly status: InterviewStatus;
  readonly clock: InterviewClock;
  readonly people: readonly Person[];
  /** What was written and what others said, in order. */
  readonly chat: readonly Message[];
  readonly question: RoomQuestion | null;
  readonly run: Run | null;
  /** Somebody has taken the floor, or null. */
  readonly hold: FloorHold | null;
  /** Files of the document, by path. */
  files(): { id: string; path: string; text: string }[];
  /** Where this participant's cursor is, or null. */
  cursorOf(participantId: string): { fileId: string; line: number } | null;

  sayPart(id: string, text: string): void;
  say(id: string, text: string): Promise<string | null>;
  ask(questionId: string): Promise<string | null>;
  hint(): Promise<string | null>;
  runTests(fileId: string): Promise<Run | string>;
  /** Shows lines with its own cursor, from 1; null takes it away. False where there are no such lines. */
  point(lines: { fileId: string; from: number; to: number } | null): boolean;
  /** Has written down what the candidate, or it itself, said in the call. */
  heard(heard: Heard): void;
  /** What it is saying right now, for captions; empty when it stops. */
  caption(text: string): void;
  report(state: {
    mind: Mind;
    phase: InterviewerPhase;
    activity: InterviewerActivity;
    senses: Senses | null;
  }): void;
  /** Has steps and memory written down together. False without a line: nothing of it was taken. */
  note(steps: readonly InterviewerStep[], memory: string): boolean;
  end(): Promise<string | null>;
  leave(): void;
}

import type { AssistantFrame } from '#core/assistant-service.ts';
import type { InterviewStatus } from '#core/interview-status.ts';
import type { RoomRole } from '#core/roles.ts';
import type { ChatMessage, Person } from '#core/room-protocol.ts';
import type { Utterance } from '#core/speech.ts';
import type { AuthorActivity } from '#core/tape/timeline/activity.ts';
import type { Attribution } from '#core/tape/timeline/replay-state.ts';
import type { RunsAt } from '#core/tape/timeline/runs.ts';
import type { TextSplice } from '#core/tape/timeline/text-log.ts';
import type { TerminalSize } from '#core/workspace-protocol.ts';
import type { ReplayFileText } from '../replay-context.ts';
import type { ReplayEvent } from './replay-event.ts';

/**
 * What the page and the worker that holds the tape say to each other. Times are milliseconds since the start of the
 * tape. Moments are told as differences from the moment told last, so the page takes every one, in order.
 */

/**
 * Where to go. `edit`: so many edits on, or back where that is negative, from a position, or from a time whose position
 * only the worker knows.
 */
export type MomentTarget =
  | { by: 'time'; atMs: number }
  | { by: 'edit'; from: { position: number } | { atMs: number }; steps: number };

/** What of the room the page looks at: the rest is not worked out. */
export interface MomentView {
  /** The file in front, where nobody is followed. */
  fileId: string | null;
  /** Participant whose file comes to the front. */
  following: string | null;
  hasAttribution: boolean;
  hasTerminal: boolean;
}

export type ToWorker =
  | { type: 'open'; url: string }
  | { type: 'seek'; id: number; target: MomentTarget; view: MomentView }
  | { type: 'files'; id: number; atMs: number }
  | { type: 'activity'; id: number; from: number; to: number; buckets: number }
  | { type: 'idle'; id: number; threshold: number };

/** A request with an answer, by its type. */
export interface Answers {
  seek: Moment;
  files: ReplayFileText[];
  activity: AuthorActivity[];
  idle: { from: number; to: number }[];
}
export type Request = Extract<ToWorker, { id: number }>;

export type FromWorker =
  | { type: 'grown'; tape: TapeFacts }
  | { type: 'answer'; id: number; value: Answers[keyof Answers] }
  | { type: 'refused'; id: number; message: string }
  /** Nothing can be shown. */
  | { type: 'failed'; message: string };

/** Somebody of the tape. */
export interface TapePerson {
  participantId: string;
  name: string;
  role: RoomRole;
  colour: number;
}

/** Something about the candidate's assistant, and when. */
export interface AssistantMoment {
  position: number;
  /** Server time. */
  at: number;
  author: string;
  frame: AssistantFrame;
}

/** What somebody said in the call, in milliseconds since the start of the tape. */
export interface TapeSpeech extends Omit<Utterance, 'startedAt' | 'endedAt'> {
  from: number;
  to: number;
}

/** What is known of the whole tape so far. */
export interface TapeFacts {
  frames: number;
  /** Server time of the first frame; 0 before there is one. */
  startAt: number;
  lengthMs: number;
  /** 0 to 1, or null where the size is not known. */
  progress: number | null;
  isComplete: boolean;
  isLive: boolean;
  people: TapePerson[];
  events: ReplayEvent[];
  chat: ChatMessage[];
  /** In the order in which they began. */
  speeches: TapeSpeech[];
  /** What was asked of the candidate's assistant, answered and decided, in order. */
  assistant: AssistantMoment[];
  /** What is wrong with the tape and what of it can be read, in words; null when nothing is. */
  damage: string | null;
}

export interface MomentFile {
  id: string;
  path: string;
  /** Its text: whole, or as changes of the text told last, each at its place in that, in their order there. */
  text: { whole: string } | { splices: TextSplice[] };
  attribution: Attribution[] | null;
}

export interface MomentCursor {
  participantId: string;
  fileId: string;
  anchor: number;
  head: number;
}

/** What a terminal shows more than before. */
export interface MomentTerminal {
  isOpen: boolean;
  size: TerminalSize | null;
  typist: string | null;
  /** The screen starts over with this piece. */
  isReset: boolean;
  data: string;
}

/** The room at one position. Parts that are null are as they were told last. */
export interface Moment {
  position: number;
  atMs: number;
  tree: { files: { id: string; path: string }[]; folders: string[] } | null;
  /** Null when there is no file to show. */
  file: MomentFile | null;
  /** Those in the file in front have offsets of its text with `\n` line ends. */
  cursors: MomentCursor[];
  openFiles: [participantId: string, fileId: string][];
  present: Person[];
  status: InterviewStatus;
  startedAt: number | null;
  endedAt: number | null;
  questionChanges: number;
  chatCount: number;
  runs: RunsAt | null;
  terminal: MomentTerminal | null;
}

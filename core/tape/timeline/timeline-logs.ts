import type { InterviewStatus } from '#core/interview-status.ts';
import type { ChatMessage } from '#core/room-protocol.ts';
import type { Utterance } from '#core/speech.ts';
import { Cursors } from './cursors.ts';
import type { TimelineEvent } from './events.ts';
import { FileLog } from './file-log.ts';
import { People } from './people.ts';
import { PositionLog } from './position-log.ts';
import type { ClockAt } from './replay-state.ts';
import { Runs } from './runs.ts';
import { Sources } from './sources.ts';
import { TerminalLog } from './terminal.ts';

/** What the builder has gathered from the frames so far, for the timeline to be asked. It only grows. */
export class TimelineLogs {
  /** Time of each frame: never before the one before it. */
  readonly times: number[] = [];
  /** Positions after frames that changed the text of a listed file, or which files there are. */
  readonly edits: number[] = [];
  /** Positions after frames that showed something. */
  readonly lively: number[] = [];
  readonly events: TimelineEvent[] = [];
  readonly files = new FileLog();
  readonly sources = new Sources();
  readonly cursors = new Cursors(this.files, this.sources);
  readonly people = new People();
  readonly runs = new Runs();
  readonly terminal = new TerminalLog();
  readonly chat = new PositionLog<ChatMessage>();
  /** What was said in the call, in the order in which it ended. */
  readonly speeches: Utterance[] = [];
  readonly statuses = new PositionLog<InterviewStatus>();
  readonly clocks = new PositionLog<ClockAt>();
  /** When what is asked changed. */
  readonly questions = new PositionLog<number>();
  /** Frames that could not be read. */
  skipped = 0;
}

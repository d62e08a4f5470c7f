import type { InterviewerPhase } from '#core/interviewer.ts';
import type { BriefQuestion } from '#core/interviewer-service.ts';
import type { Verdict } from '#core/sandbox-protocol.ts';
import type { Trigger } from './attention.ts';
import type { AskedMemory } from './memory.ts';
import type { ToolName } from './tools.ts';

/** Something that was said, oldest first. `you` is the interviewer itself. */
export interface Said {
  by: 'you' | 'candidate' | 'interviewer';
  name: string;
  text: string;
  at: number;
  /** The interviewer has not answered it yet. */
  isNew: boolean;
}

/** A file, or the part of it around the cursor. */
export interface ShownFile {
  path: string;
  /** Lines as they are, numbered from `firstLine`; long ones are cut. */
  lines: string[];
  firstLine: number;
  /** Lines of the whole file. */
  lineCount: number;
  /** Where the candidate's cursor is, or null. */
  cursorLine: number | null;
}

/** A run as its visible part is known to everybody in the room. */
export interface ShownRun {
  runId: string;
  byName: string;
  entry: string;
  /** Null while it runs; `failed`: our side could not run it. */
  verdict: Verdict | 'failed' | null;
  exitCode: number | null;
  output: string;
  tests: {
    passed: number;
    total: number;
    /** Of hidden cases name and verdict alone. */
    failing: { name: string; verdict: Verdict; isHidden: boolean; detail: string }[];
  } | null;
}

/** All that a mind is told when it is its turn. It holds nothing that the candidate may not know but guide and rubric. */
export interface Turn {
  trigger: Trigger;
  phase: InterviewerPhase;
  /** Nothing was said in this phase yet. */
  isPhaseNew: boolean;
  /** Why it was silent before it returns, or null where it did not. */
  returnsFrom: 'cut-off' | 'floor' | 'pause' | null;
  candidateName: string;
  /** What it says is spoken aloud. */
  isSpoken: boolean;
  /** What is left of the interview, or null where nothing limits it. */
  leftMs: number | null;
  question: {
    brief: BriefQuestion;
    asked: AskedMemory;
    /** How long it has been asked. */
    forMs: number;
    /** Of a system design. */
    stage: string | null;
  } | null;
  /** How many questions could still be asked. */
  questionsLeft: number;
  conversation: Said[];
  file: ShownFile | null;
  paths: string[];
  run: ShownRun | null;
  tools: readonly ToolName[];
  /** What was done for this answer when it was begun before and nobody heard of it; none of it is done again. */
  done: readonly ToolName[];
}

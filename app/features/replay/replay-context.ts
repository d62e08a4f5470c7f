import { createContext, useContext } from 'react';
import type { ReplayViewer } from './replay-data.ts';

/** A piece of a file as the editor shows it at the present moment. */
export interface ReplaySelection {
  fileId: string;
  path: string;
  /** UTF-16 offsets, `from` before `to`. */
  from: number;
  to: number;
  /** Counted from 1. */
  firstLine: number;
  lastLine: number;
  text: string;
}

/** A place in a file to go to: UTF-16 offsets. */
export interface ReplayPlace {
  from: number;
  to: number;
}

/** A comment as the timeline marks it. */
export interface CommentMark {
  id: string;
  /** Milliseconds since the start of the tape. */
  atMs: number;
  /** Who wrote it and how it begins, in one line. */
  label: string;
}

/** Text of a file at the present moment. */
export interface ReplayFileText {
  id: string;
  path: string;
  text: string;
}

/** What parts of the replay page know of the moment it shows, and what they may ask of it. */
export interface Replay {
  interviewId: string;
  viewer: ReplayViewer;
  /** Number of frames that have happened at the moment shown. */
  position: number;
  /** Milliseconds since the start of the tape; changes many times a second while it plays. */
  atMs: number;
  /** Milliseconds from the start of the tape to its end so far. */
  lengthMs: number;
  /** Server time of the first frame, for dates; 0 before there is one. */
  startAt: number;
  currentFileId: string | null;
  selection: ReplaySelection | null;
  /** Texts of all files at the moment shown. Rejects with an Error in plain words when the tape cannot be read. */
  filesNow: () => Promise<ReplayFileText[]>;
  /** Goes to a moment, milliseconds since the start, and stops there. What is outside counts as beginning or end. */
  seek: (atMs: number) => void;
  /** Opens a file in the editor and selects the place there. A file that is not listed at this moment is left alone. */
  openFile: (fileId: string, place?: ReplayPlace) => void;
  /** Comments that the timeline marks; a panel that knows them sets them. */
  commentMarks: readonly CommentMark[];
  setCommentMarks: (marks: readonly CommentMark[]) => void;
}

export const ReplayContext = createContext<Replay | null>(null);

/** The replay that this component is in. Throws outside of one. */
export function useReplay(): Replay {
  const replay = useContext(ReplayContext);
  if (!replay) throw new Error('There is no replay around this component.');
  return replay;
}

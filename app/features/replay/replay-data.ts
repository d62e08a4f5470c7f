/** Who looks at a replay, and what they may do beside looking. */
export interface ReplayViewer {
  /** `link`: somebody whom a member sent the replay. */
  kind: 'member' | 'link';
  name: string;
  canComment: boolean;
  canShare: boolean;
  /** Whether they may run code as it was at a moment. */
  canRun: boolean;
  /** Whether they read what interviewers noted. */
  seesNotes: boolean;
}

/** What the server says of a replay before its tape. */
export interface ReplayPageData {
  interviewId: string;
  title: string;
  candidateName: string;
  viewer: ReplayViewer;
  /** The interview goes on, and its tape grows. */
  isLive: boolean;
}

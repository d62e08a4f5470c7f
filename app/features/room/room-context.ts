import { createContext, useContext } from 'react';
import type { Awareness } from 'y-protocols/awareness';
import type { Toasts } from '#app/components/ui/toast.tsx';
import type { EditorController } from '#app/features/editor/editor-controller.client.ts';
import type { SettingsStore } from '#app/features/settings/settings-store.ts';
import type { InterviewStatus } from '#core/interview-status.ts';
import type { LanguageId } from '#core/languages.ts';
import type { RoomRole } from '#core/roles.ts';
import type { Call } from './call/call.ts';
import type { FilesStore } from './files/files-store.ts';
import type { KeptCopy } from './kept-copy.ts';
import type { Workbench } from './layout/workbench.ts';
import type { PeersStore } from './people/peers-store.ts';
import type { ProblemStore } from './problem/problem-store.ts';
import type { RoomSession } from './room-session.ts';
import type { Store } from './store.ts';

/** Who is at this page and which interview it is, as the app knows it. */
export interface RoomVisitor {
  participantId: string;
  interviewId: string;
  role: RoomRole;
  name: string;
  colour: number;
  isMember: boolean;
  title: string;
  organisationName: string;
  language: LanguageId;
  /** The interview's questions, for those who may ask them; empty for everybody else. */
  plan: readonly { id: string; title: string }[];
  status: InterviewStatus;
  /** Whether an AI interviewer holds the interview. */
  isHeldByAi: boolean;
  /** The candidate's assistant; null where the interview allows none. */
  assistant: { maxQuestions: number } | null;
  /** Whether the interview has a call. */
  hasCall: boolean;
  settings: Record<string, unknown>;
}

/** Everything the room's components share. Made once per visit; the parts change, this does not. */
export interface Room {
  visitor: RoomVisitor;
  session: RoomSession;
  awareness: Awareness;
  files: FilesStore;
  peers: PeersStore;
  bench: Workbench;
  problem: ProblemStore;
  settings: SettingsStore;
  /** Null until the editor has loaded. */
  editor: Store<EditorController | null>;
  /** Null until somebody at this page opens the call. */
  call: Store<Call | null>;
  /** Texts of an earlier load of this page that the room did not take, to be handed back. */
  keptCopy: Store<KeptCopy | null>;
  toasts: Toasts;
  /** Says something to people who use a screen reader. */
  announce: (text: string) => void;
  isApple: boolean;
}

export const RoomContext = createContext<Room | null>(null);

/** The room around this component. Throws outside of one. */
export function useRoom(): Room {
  const room = useContext(RoomContext);
  if (!room) throw new Error('This component belongs inside a room.');
  return room;
}

import type { InterviewerState } from '#core/interviewer.ts';
import type { RoomRole } from '#core/roles.ts';
import type { ClientMessageInput, Person } from '#core/room-protocol.ts';
import { InterviewerLine } from '../ai/interviewer-line.ts';
import { Workbench } from '../layout/workbench.ts';
import type { Room } from '../room-context.ts';
import { initialRoomState, type RoomState } from '../room-state.ts';
import { Store } from '../store.ts';
import { PERSON } from './fake-room.ts';

export const AI: Person = {
  participantId: '00000000-0000-4000-8000-0000000000a1',
  name: 'AI interviewer',
  role: 'ai',
  colour: 3,
  since: 0,
};

export const INTERVIEWER: InterviewerState = {
  participantId: AI.participantId,
  mind: { kind: 'scripted', label: 'Scripted, no model' },
  phase: 'question',
  activity: 'quiet',
  senses: null,
  hold: null,
};

/** Somebody's hold of the floor. */
export function holdBy(byName: string, takesOver: boolean): InterviewerState {
  return { ...INTERVIEWER, hold: { participantId: PERSON.participantId, byName, at: 0, takesOver } };
}

/** A room with an AI interviewer in it, as far as what shows of it reads one; with what it was asked and what it said. */
export function buildRoomWithInterviewer(role: RoomRole, change: Partial<RoomState> = {}) {
  const you = { ...PERSON, role };
  const sent: ClientMessageInput[] = [];
  const toasts: string[] = [];
  const state = new Store<RoomState>({
    ...initialRoomState('in_progress'),
    connection: 'online',
    you,
    people: [you, AI],
    interviewer: INTERVIEWER,
    ...change,
  });
  const line = { isOpen: true };
  const send = (message: ClientMessageInput) => {
    if (line.isOpen) sent.push(message);
    return line.isOpen;
  };
  const room = {
    visitor: {
      ...you,
      interviewId: 'i',
      isMember: role === 'interviewer',
      isHeldByAi: true,
      assistant: null,
      hasCall: true,
      organisationName: 'Acme',
      plan: [],
    },
    session: { state, chat: { outbox: new Store([]) }, interviewer: new InterviewerLine(send) },
    bench: new Workbench('i', null),
    files: new Store({ files: [], folders: [] }),
    peers: new Store([]),
    editor: new Store(null),
    call: new Store(null),
    settings: new Store({ captions: 'role' }),
    problem: new Store(null),
    toasts: { show: ({ text }: { text: string }) => toasts.push(text) },
  } as unknown as Room;
  return { room, state, sent, toasts, line };
}

import { can } from '#core/roles.ts';
import { mayHandIn } from '../ai/interviewer-words.ts';
import type { Room } from '../room-context.ts';
import { askRoom } from './ask-room.ts';
import type { Command } from './commands.ts';

/** Who has the floor, for those who may take it from the AI interviewer; and handing in, for a candidate alone with it. */
export function interviewerCommands(room: Room): Command[] {
  const { session, visitor, bench } = room;
  const interviewer = () => (can(visitor.role, 'hold-interviewer') ? session.state.get().interviewer : null);
  return [
    {
      id: 'hold-interviewer',
      title: 'Ask the AI interviewer to wait',
      group: 'Interview',
      keywords: 'hold quiet silence stop floor',
      act: () => askRoom(room, () => session.interviewer.hold(false)),
      isOffered: () => interviewer()?.hold === null,
    },
    {
      id: 'take-over',
      title: 'Take over from the AI interviewer',
      group: 'Interview',
      keywords: 'hold floor interview myself',
      act: () => askRoom(room, () => session.interviewer.hold(true)),
      isOffered: () => {
        const state = interviewer();
        return state !== null && !state.hold?.takesOver;
      },
    },
    {
      id: 'hand-back',
      title: 'Hand back to the AI interviewer',
      group: 'Interview',
      keywords: 'release floor continue go on',
      act: () => askRoom(room, session.interviewer.handBack),
      isOffered: () => Boolean(interviewer()?.hold),
    },
    {
      id: 'hand-in',
      title: 'Hand in',
      group: 'Interview',
      keywords: 'submit end finish done',
      act: () => bench.change({ dialog: 'hand-in' }),
      isOffered: () => mayHandIn(visitor.role, session.state.get()),
    },
  ];
}

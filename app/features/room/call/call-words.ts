import type { InterviewerState } from '#core/interviewer.ts';
import type { CallFace } from './call-faces.ts';
import type { CallPhase, Quality } from './call-state.ts';

/** What is wrong with the line, or null while nothing is. `now`: this machine's clock. */
export function phaseWords(phase: CallPhase, now: number): string | null {
  switch (phase.type) {
    case 'reconnecting':
      return 'The line to the call broke. Mending it. The code is not affected.';
    case 'lost': {
      const seconds = phase.nextTryAt === null ? 0 : Math.max(0, Math.ceil((phase.nextTryAt - now) / 1000));
      const next = seconds > 0 ? `Trying again in ${seconds} s.` : 'Trying again.';
      return `${phase.message} ${next} The code is not affected.`;
    }
    case 'absent':
      return phase.message;
    case 'joining':
    case 'idle':
    case 'in':
      return null;
  }
}

/** What an AI interviewer in the call is about, in a word, and whether that hinders the others. */
export interface Doing {
  word: string;
  isTrouble: boolean;
}

/** As the room knows it, which also knows when it thinks; while its sound is being made it has not begun to speak. */
export function doingOf({ activity, hold, senses }: Omit<InterviewerState, 'mind' | 'phase'>): Doing {
  if (activity === 'away') return { word: 'Away', isTrouble: true };
  if (hold || !senses) return { word: 'Waiting', isTrouble: false };
  if (activity === 'speaking') return { word: 'Speaking', isTrouble: false };
  if (activity === 'writing' && !senses.speaks) return { word: 'Writing', isTrouble: false };
  if (activity === 'thinking' || activity === 'slow' || activity === 'writing')
    return { word: 'Thinking', isTrouble: false };
  if (activity === 'transcribing') return { word: 'Still hearing', isTrouble: false };
  return senses.hears
    ? { word: 'Listening', isTrouble: false }
    : { word: 'Cannot hear you', isTrouble: true };
}

export const QUALITY_WORDS: Record<Quality, string> = {
  good: 'Good line',
  poor: 'Weak line: may be cut short',
  lost: 'Line lost',
};

/** Everything about somebody in the call, for whoever does not see the tile. */
export function personWords(person: CallFace): string {
  return [
    person.isYou ? `${person.name} (you)` : person.name,
    person.doing ? person.doing.word.toLowerCase() : soundWord(person),
    person.hasCamera && 'camera on',
    person.hasScreen && 'shares their screen',
    person.quality !== 'good' && QUALITY_WORDS[person.quality].toLowerCase(),
  ]
    .filter(Boolean)
    .join(', ');
}

function soundWord({ isMuted, isSpeaking }: CallFace): string | null {
  if (isMuted) return 'muted';
  return isSpeaking ? 'speaking' : null;
}

import type { CallPerson, CallPhase, Quality } from './call-state.ts';

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

const AGENT_WORDS: Record<string, string> = {
  initializing: 'Getting ready',
  idle: 'Waiting',
  listening: 'Listening',
  thinking: 'Thinking',
  speaking: 'Speaking',
};

/** What an AI interviewer is about, in a word; null for people. */
export function agentWord({ agentState }: Pick<CallPerson, 'agentState'>): string | null {
  return agentState === null ? null : (AGENT_WORDS[agentState] ?? null);
}

export const QUALITY_WORDS: Record<Quality, string> = {
  good: 'Good line',
  poor: 'Weak line: may be cut short',
  lost: 'Line lost',
};

/** Everything about somebody in the call, for whoever does not see the tile. */
export function personWords(person: CallPerson): string {
  return [
    person.isYou ? `${person.name} (you)` : person.name,
    agentWord(person)?.toLowerCase(),
    person.isMuted ? 'muted' : person.isSpeaking ? 'speaking' : null,
    person.hasCamera && 'camera on',
    person.hasScreen && 'shares their screen',
    person.quality !== 'good' && QUALITY_WORDS[person.quality].toLowerCase(),
  ]
    .filter(Boolean)
    .join(', ');
}

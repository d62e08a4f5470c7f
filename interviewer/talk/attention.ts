import type { QuestionKind } from '#core/question.ts';
import {
  ASIDE_PAUSE,
  GATHER_TIME,
  LONGEST_SPEECH,
  NUDGE_AFTER,
  REMARK_PAUSE,
  TYPING_PAUSE,
  WRAP_TIME,
} from '../limits.ts';
import { currentOf, type Memory } from './memory.ts';

/** Why the interviewer speaks. */
export type Trigger =
  /** The candidate is here, and nothing was said yet. */
  | 'arrival'
  /** The candidate said something. */
  | 'message'
  /** It was cut off, or a person handed back, and it takes up where things stand. */
  | 'return'
  /** A program or the tests have ended. */
  | 'run'
  /** The answer is there: it asks about it. */
  | 'probe'
  /** What the question should take is used up. */
  | 'question-time'
  /** The interview's time is nearly over, or nothing is left to ask. */
  | 'closing'
  /** Nothing happened for long. */
  | 'nudge';

/** What the interviewer sees of the room when it decides whether to speak. Times are server time. */
export interface Scene {
  now: number;
  /** Whether it may speak at all: the candidate is here, the interview goes on, and nobody has taken the floor. */
  isFree: boolean;
  /** It came back, or was handed the floor, and has not said so yet. */
  isReturning: boolean;
  /** What the candidate said and was not answered: when the first and the last of it came. Null when there is none. */
  unheard: {
    firstAt: number;
    lastAt: number;
    /** All of it was thought aloud over the code, and asks for nothing. */
    isAside: boolean;
  } | null;
  /** Since when the candidate's voice is heard; null while it is silent. */
  voiceSince: number | null;
  /** When a run ended that went wrong and was not remarked on, or null. */
  failedAt: number | null;
  /** When somebody typed into a file last. */
  editedAt: number | null;
  /** When anything happened last: an edit, a run, a message. */
  activeAt: number;
  /** What is left of the interview, or null where nothing limits it. */
  leftMs: number | null;
  kind: QuestionKind | null;
  /** How long the present question should take. */
  questionMs: number;
}

/** Speak now, look again at a time, or wait for something to happen. */
export type Decision = { speak: Trigger } | { lookAt: number } | null;

/**
 * Whether it is the interviewer's turn. People are answered; unasked it speaks rarely, never to somebody who types, and
 * never because somebody is silent at the keyboard: only when nothing at all has happened for minutes.
 */
export function decide(memory: Memory, scene: Scene): Decision {
  const { now } = scene;
  if (!scene.isFree || memory.phase === 'over') return null;
  if (memory.phase === 'greet') return { speak: 'arrival' };
  // nobody is spoken over; only what sounds without an end, as a fan does, is not waited for
  const silentAt = scene.voiceSince === null ? now : scene.voiceSince + LONGEST_SPEECH;
  if (now < silentAt) return { lookAt: silentAt };
  const { unheard } = scene;
  if (unheard) {
    const at = unheard.isAside
      ? Math.max(unheard.lastAt + ASIDE_PAUSE, (scene.editedAt ?? 0) + TYPING_PAUSE)
      : unheard.firstAt + GATHER_TIME;
    return now >= at ? { speak: 'message' } : { lookAt: at };
  }
  if (scene.isReturning) return { speak: 'return' };
  const closesAt =
    scene.leftMs === null || memory.phase === 'wrap'
      ? Number.POSITIVE_INFINITY
      : now + scene.leftMs - WRAP_TIME;
  if (now >= closesAt) return { speak: 'closing' };
  const unasked = decideUnasked(memory, scene);
  const earliest = unasked
    ? Math.max(unasked.at, (scene.editedAt ?? 0) + TYPING_PAUSE, memory.quietUntil ?? 0)
    : Number.POSITIVE_INFINITY;
  if (unasked && now >= earliest) return { speak: unasked.speak };
  const lookAt = Math.min(earliest, closesAt);
  return Number.isFinite(lookAt) ? { lookAt } : null;
}

/** What it would say by itself next, and from when on. */
function decideUnasked(memory: Memory, scene: Scene): { speak: Trigger; at: number } | null {
  const asked = currentOf(memory);
  const remarkable = (memory.remarkedAt ?? Number.NEGATIVE_INFINITY) + REMARK_PAUSE;
  if (memory.phase === 'probe' && asked && asked.probes === 0) return { speak: 'probe', at: memory.phaseAt };
  if (memory.phase === 'question' && scene.failedAt !== null)
    return { speak: 'run', at: Math.max(scene.failedAt, remarkable) };
  if (memory.phase === 'question' && asked && scene.kind !== null) {
    const end = asked.askedAt + scene.questionMs;
    const nudge = nudgeAt(memory, scene);
    return end <= nudge ? { speak: 'question-time', at: end } : { speak: 'nudge', at: nudge };
  }
  if (memory.phase === 'probe' || memory.phase === 'wrap')
    return { speak: 'nudge', at: nudgeAt(memory, scene) };
  return null;
}

function nudgeAt({ spokeAt }: Memory, { activeAt }: Scene): number {
  return Math.max(activeAt, spokeAt ?? 0) + NUDGE_AFTER;
}

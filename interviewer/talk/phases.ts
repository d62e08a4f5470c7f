import type { InterviewerPhase } from '#core/interviewer.ts';
import type { QuestionKind } from '#core/question.ts';
import { EXCHANGES_PER_STAGE, QUIET_TIME } from '../limits.ts';
import { type AskedMemory, currentOf, type Memory } from './memory.ts';

/** What a system design is talked through by, in this order. */
export const DESIGN_STAGES = ['requirements', 'estimates', 'API', 'data', 'scale', 'trade-offs'] as const;

/** What can happen in a conversation. Times are server time. */
export type TalkEvent =
  /** It has said something to its end. `isUnasked`: nobody had spoken to it. `isProbe`: it asked about the answer. */
  | { type: 'spoke'; at: number; isUnasked: boolean; isProbe: boolean }
  /** The candidate said something, which is to be answered. `isDone`: that they have nothing more to do. */
  | { type: 'heard'; at: number; kind: QuestionKind | null; isDone: boolean }
  /** The candidate's messages up to this one were answered. `isExchange`: it was talk about the question. */
  | { type: 'answered'; messageId: string; isExchange: boolean }
  /** The candidate asked for time to think. */
  | { type: 'quiet'; at: number; forMs?: number }
  /** The candidate does not want to begin, or to go on. */
  | { type: 'declined'; at: number }
  | { type: 'asked'; at: number; questionId: string }
  | { type: 'hinted' }
  /** Tests or a program have ended. Of tests that came to their end: how many of how many passed. */
  | { type: 'ran'; at: number; runId: string; tests: { passed: number; total: number } | null }
  /** The time that the question should take is over, or nothing further is to be asked about it. */
  | { type: 'enough'; at: number }
  /** No further question will be asked: none is left, or no time. */
  | { type: 'last'; at: number }
  /** All pauses together are this long by now: what was paused does not count. */
  | { type: 'paused'; pausedMs: number }
  | { type: 'ended'; at: number };

/** The memory after an event. Pure; what does not apply in a phase changes nothing of it. */
export function advance(memory: Memory, event: TalkEvent): Memory {
  switch (event.type) {
    case 'paused': {
      const forMs = event.pausedMs - memory.pausedMs;
      const shifted = withCurrent(memory, (asked) => ({ ...asked, askedAt: asked.askedAt + forMs }));
      return { ...shifted, pausedMs: event.pausedMs };
    }
    case 'spoke':
      return afterSpeaking(memory, event);
    case 'heard':
      return afterHearing(memory, event);
    case 'answered':
      return afterAnswer({ ...memory, answered: event.messageId }, event.isExchange);
    case 'quiet':
      return { ...memory, quietUntil: event.at + (event.forMs ?? QUIET_TIME) };
    case 'declined':
      return memory.phase === 'over' ? memory : enter(memory, 'wrap', event.at);
    case 'asked':
      return afterAsking(memory, event);
    case 'hinted':
      return withCurrent(memory, (asked) => ({ ...asked, hints: asked.hints + 1 }));
    case 'ran':
      return afterRun({ ...memory, remarked: event.runId }, event);
    case 'enough':
      return memory.phase === 'question' ? enterProbe(memory, event.at) : memory;
    case 'last':
      return memory.phase === 'over' || memory.phase === 'wrap' ? memory : enter(memory, 'wrap', event.at);
    case 'ended':
      return enter(memory, 'over', event.at);
  }
}

function afterSpeaking(
  memory: Memory,
  { at, isUnasked, isProbe }: Extract<TalkEvent, { type: 'spoke' }>,
): Memory {
  const spoken: Memory = {
    ...memory,
    spokeAt: at,
    remarkedAt: isUnasked ? at : memory.remarkedAt,
  };
  if (memory.phase === 'greet') return enter(spoken, 'consent', at);
  if (isProbe && memory.phase === 'probe')
    return withCurrent(spoken, (asked) => ({ ...asked, probes: asked.probes + 1 }));
  return spoken;
}

function afterHearing(memory: Memory, { at, kind, isDone }: Extract<TalkEvent, { type: 'heard' }>): Memory {
  const awake: Memory = { ...memory, quietUntil: null };
  if (memory.phase !== 'question') return awake;
  const isTalkedThrough = kind === 'system_design' && (currentOf(memory)?.stage ?? 0) >= DESIGN_STAGES.length;
  return isDone || kind === 'behavioural' || isTalkedThrough ? enterProbe(awake, at) : awake;
}

/** Counts what was said on a stage; of questions without stages nothing looks at it. */
function afterAnswer(memory: Memory, isExchange: boolean): Memory {
  if (!isExchange || memory.phase !== 'question') return memory;
  return withCurrent(memory, (asked) =>
    asked.exchanges + 1 < EXCHANGES_PER_STAGE
      ? { ...asked, exchanges: asked.exchanges + 1 }
      : { ...asked, stage: asked.stage + 1, exchanges: 0 },
  );
}

function afterAsking(memory: Memory, { at, questionId }: Extract<TalkEvent, { type: 'asked' }>): Memory {
  if (memory.phase === 'over') return memory;
  const isKnown = memory.asked.some((one) => one.questionId === questionId);
  const asked: AskedMemory[] = isKnown
    ? memory.asked
    : [
        ...memory.asked,
        {
          ...{ questionId, askedAt: at, probedAt: null, probes: 0, hints: 0, best: null },
          ...{ stage: 0, exchanges: 0 },
        },
      ];
  return { ...enter(memory, 'question', at), current: questionId, asked, quietUntil: null };
}

function afterRun(memory: Memory, { at, tests }: Extract<TalkEvent, { type: 'ran' }>): Memory {
  if (!tests) return memory;
  const noted = withCurrent(memory, (asked) => {
    const isBetter = !asked.best || tests.passed / tests.total > asked.best.passed / asked.best.total;
    return isBetter ? { ...asked, best: tests } : asked;
  });
  if (memory.phase !== 'question' || tests.passed < tests.total) return noted;
  // there is something to talk about now, whatever time they had asked for
  return { ...enterProbe(noted, at), quietUntil: null };
}

function enterProbe(memory: Memory, at: number): Memory {
  return withCurrent(enter(memory, 'probe', at), (asked) => ({ ...asked, probedAt: asked.probedAt ?? at }));
}

function enter(memory: Memory, phase: InterviewerPhase, at: number): Memory {
  return memory.phase === phase ? memory : { ...memory, phase, phaseAt: at };
}

function withCurrent(memory: Memory, change: (asked: AskedMemory) => AskedMemory): Memory {
  return {
    ...memory,
    asked: memory.asked.map((one) => (one.questionId === memory.current ? change(one) : one)),
  };
}

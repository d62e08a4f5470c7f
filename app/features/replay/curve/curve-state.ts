import type { CurveEvent, CurvePoint } from '#core/replay-protocol.ts';

/** How far the curve is. Immutable. */
export interface CurveState {
  phase: 'computing' | 'done' | 'failed' | 'no-tests';
  /** How many moments have been tested, of how many; null before that is known. */
  progress: { done: number; total: number } | null;
  /** Each position once, in the order of the tape. */
  points: readonly CurvePoint[];
  /** Of `failed`: what happened and what to do. */
  message: string | null;
  /** How many points were there already when it went on after a break; 0 otherwise. */
  resumedFrom: number;
}

export const initialCurve: CurveState = {
  phase: 'computing',
  progress: null,
  points: [],
  message: null,
  resumedFrom: 0,
};

/** The curve after an event. A point that comes again replaces the earlier one. */
export function applyCurveEvent(state: CurveState, event: CurveEvent): CurveState {
  switch (event.type) {
    case 'progress':
      return { ...state, progress: { done: event.done, total: event.total } };
    case 'point': {
      const { type: _type, ...point } = event;
      const others = state.points.filter(({ position }) => position !== point.position);
      return { ...state, points: [...others, point].sort((a, b) => a.position - b.position) };
    }
    case 'done':
      return { ...state, phase: 'done', message: null };
    case 'error':
      return event.code === 'no_tests'
        ? { ...state, phase: 'no-tests', message: null }
        : failCurve(state, event.message);
  }
}

/** The curve that has stopped; what is there stays. */
export function failCurve(state: CurveState, message: string): CurveState {
  return { ...state, phase: 'failed', message };
}

/** The curve as it goes on after a break: what is there stays until the same moment comes again. */
export function resumeCurve(state: CurveState): CurveState {
  return { ...initialCurve, points: state.points, resumedFrom: state.points.length };
}

/** How far it is, in words. */
export function progressWords({ progress, resumedFrom }: CurveState): string {
  if (!progress || progress.total === 0) {
    return resumedFrom > 0 ? 'Going on where it stopped' : 'Looking for the moments to test';
  }
  const words = `Testing moment ${Math.min(progress.done + 1, progress.total)} of ${progress.total}`;
  return resumedFrom > 0 ? `${words}, going on where it stopped` : words;
}

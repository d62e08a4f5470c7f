import type { CurvePoint } from '#core/replay-protocol.ts';
import type { Verdict } from '#core/sandbox-protocol.ts';

const VERDICTS: Record<string, Verdict> = { '+': 'accepted', '-': 'wrong_answer', '!': 'internal' };

/** A point at this second; `+` passed, `-` failed, `!` our side failed, a space: not run. Tests are called A, B, C. */
export function buildPoint(second: number, marks: string, part: Partial<CurvePoint> = {}): CurvePoint {
  const results = [...marks].flatMap((mark, index) => {
    const verdict = VERDICTS[mark];
    return verdict ? [{ index, name: String.fromCharCode(65 + index), verdict }] : [];
  });
  const passed = results.filter(({ verdict }) => verdict === 'accepted').length;
  return {
    position: second,
    atMs: second * 1000,
    reason: 'run',
    question: null,
    passed,
    total: marks.length,
    results,
    ...part,
  };
}

import { drawNormal, makeRandom } from './random.ts';
import type { Trace } from './traces.ts';

/**
 * Milliseconds for the edits of a trace, drawn from a seed, as the traces tell the second at best.
 *
 * Where a trace tells none, an edit follows the one before after a typist's pause: log-normal with a median of
 * 165 ms and a sigma of 0.55 (a spread like that of the 136 million keystrokes of Dhakal et al., CHI 2018), and
 * after one edit in twenty a pause for thought, log-normal with a median of 2.5 s and a sigma of 1. Where a trace
 * tells seconds, the edits of one second are spread over it by the same pauses, scaled to fit: from a random start
 * where the second before was empty. Neither knows the text, so that the times cost what honest ones would.
 */
export function makeTimes({ name, transactions }: Trace): number[] {
  const random = makeRandom([...name].reduce((seed, char) => (seed * 31 + char.charCodeAt(0)) | 0, 7));
  if (transactions.some(({ second }) => second === null)) {
    let at = START;
    return transactions.map(() => {
      at += drawPause(random);
      return Math.round(at);
    });
  }
  const times: number[] = [];
  for (let n = 0; n < transactions.length; ) {
    const second = transactions[n]?.second ?? 0;
    let end = n;
    while (end < transactions.length && transactions[end]?.second === second) end++;
    for (const offset of spreadOverSecond(end - n, random)) times.push(second * 1000 + offset);
    n = end;
  }
  return times;
}

const START = Date.UTC(2026, 0, 15, 9);

function drawPause(random: () => number): number {
  const isThought = random() < 0.05;
  return isThought ? 2500 * Math.exp(drawNormal(random)) : 165 * Math.exp(0.55 * drawNormal(random));
}

/** So many offsets within a second, in order. */
function spreadOverSecond(count: number, random: () => number): number[] {
  const pauses = Array.from({ length: count + 1 }, () => 165 * Math.exp(0.55 * drawNormal(random)));
  const free = pauses.reduce((sum, pause) => sum + pause, 0);
  let at = free < 1000 ? random() * (1000 - free) : 0;
  const scale = free < 1000 ? 1 : 1000 / free;
  return pauses.slice(0, count).map((pause) => {
    at += pause * scale;
    return Math.min(999, Math.floor(at));
  });
}

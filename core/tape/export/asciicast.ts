import type { Timeline } from '../timeline/timeline.ts';

/** What a cast may hold beside what the terminal showed. */
export interface AsciicastOptions {
  /** Also what was typed, which may be what nobody saw, as a password. */
  withInput?: boolean;
}

/** Clears a terminal and its settings (RIS of ECMA-48): a new shell begins with an empty screen. */
const RESET = '\u001bc';

/**
 * The shared terminal as an asciicast (version 2, https://docs.asciinema.org/manual/asciicast/v2/), from when it was
 * first opened; null when it never was. Terminals that were opened one after the other become one cast.
 */
export function exportAsciicast(
  timeline: Timeline,
  { withInput = false }: AsciicastOptions = {},
): string | null {
  const { changes, input, output } = timeline.terminal;
  const [first] = changes;
  if (!first) return null;
  const events: { position: number; at: number; code: 'o' | 'i' | 'r'; data: string }[] = [];
  for (const { position, at, event, size } of changes) {
    if (event === 'closed' || position === first.position) continue;
    if (event === 'opened') events.push({ position, at, code: 'o', data: RESET });
    events.push({ position, at, code: 'r', data: `${size.columns}x${size.rows}` });
  }
  for (const { position, at, data } of output) events.push({ position, at, code: 'o', data });
  if (withInput) for (const { position, at, data } of input) events.push({ position, at, code: 'i', data });
  events.sort((a, b) => a.position - b.position);
  const header = {
    version: 2,
    width: first.size.columns,
    height: first.size.rows,
    timestamp: Math.floor(first.at / 1000),
  };
  const lines = events.map(({ at, code, data }) => [Math.max(0, at - first.at) / 1000, code, data]);
  return [header, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
}

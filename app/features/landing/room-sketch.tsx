import { Avatar, personColour } from '#app/components/ui/avatar.tsx';

const LINES = [
  'class RateLimiter:',
  '    def __init__(self, rate: float, burst: int) -> None:',
  '        self.rate, self.burst = rate, burst',
  '        self.tokens, self.at = float(burst), 0.0',
  '',
  '    def allow(self, now: float) -> bool:',
  '        self.tokens = min(self.burst, self.tokens + (now - self.at) * self.rate)',
  '        self.at = now',
] as const;

/** Which line each person's cursor stands in, and after which column. */
const CURSORS = [
  { line: 3, column: 48, name: 'Iris', role: 'interviewer', colour: 0 },
  { line: 5, column: 40, name: 'Casey', role: 'candidate', colour: 1 },
] as const;

/** A drawing of the room for the landing page: the real one needs an interview. */
export function RoomSketch() {
  return (
    <figure className="mt-10 overflow-hidden rounded-card border bg-surface sm:mt-14">
      <figcaption className="sr-only">
        A room with Iris Interviewer and Casey Candidate typing in the same Python file, and the output of the
        last run below.
      </figcaption>
      <div aria-hidden="true">
        <div className="flex h-11 items-center justify-between border-b px-4 text-13">
          <span className="font-medium">Backend pairing: rate limiter</span>
          <span className="flex items-center gap-1.5">
            <span className="tabular mr-2 font-mono text-12 text-ink-soft">12:47</span>
            <Avatar name="Iris Interviewer" person={CURSORS[0]} isDecorative />
            <Avatar name="Casey Candidate" person={CURSORS[1]} isDecorative />
          </span>
        </div>
        <div className="overflow-hidden py-3 font-mono text-13 leading-6">
          {LINES.map((text, line) => (
            <div key={text || 'blank'} className="flex whitespace-pre">
              <span className="w-12 shrink-0 pr-4 text-right text-ink-faint select-none">{line + 1}</span>
              <span className="relative">
                {text || ' '}
                {CURSORS.filter((cursor) => cursor.line === line).map((cursor) => (
                  <span
                    key={cursor.name}
                    className="absolute top-0.5 h-5 w-0.5"
                    style={{ left: `${cursor.column}ch`, background: personColour(cursor) }}
                  >
                    <span
                      className="absolute bottom-full left-0 rounded-[3px] px-1 font-sans text-[10px] leading-4 font-semibold"
                      style={{ background: personColour(cursor), color: 'var(--person-ink)' }}
                    >
                      {cursor.name}
                    </span>
                  </span>
                ))}
              </span>
            </div>
          ))}
        </div>
        <div className="flex h-9 items-center gap-3 border-t bg-sunken px-4 font-mono text-12 text-ink-soft">
          <span className="font-sans font-medium text-good">✓ Accepted</span>
          <span>main.py</span>
          <span className="tabular">0.08 s</span>
        </div>
      </div>
    </figure>
  );
}

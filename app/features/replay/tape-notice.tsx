import { TriangleAlert } from 'lucide-react';
import { ButtonLink } from '#app/components/ui/button.tsx';
import { Wordmark } from '#app/components/wordmark.tsx';
import type { TapeFacts } from './tape/tape-protocol.ts';

/** How far the tape has been read, or what is wrong with it; nothing when all of it is there. */
export function TapeNotice({ tape: { isComplete, progress, damage } }: { tape: TapeFacts }) {
  if (!isComplete) {
    const percent = progress === null ? null : Math.round(progress * 100);
    return (
      <div className="relative shrink-0 border-b border-line bg-canvas px-3 py-1 text-12 text-ink-soft">
        <p role="status">Reading the recording{percent === null ? '' : `, ${percent} %`}</p>
        <span
          aria-hidden="true"
          className="absolute bottom-0 left-0 h-0.5 bg-accent"
          style={{ width: `${percent ?? 30}%` }}
        />
      </div>
    );
  }
  if (damage === null) return null;
  return (
    <p
      role="alert"
      className="flex shrink-0 items-center gap-2 border-b border-line bg-warn-wash px-3 py-1.5 text-13 text-ink"
    >
      <TriangleAlert aria-hidden="true" size={14} className="shrink-0 text-warn" />
      {damage}
    </p>
  );
}

interface TapeWaitingProps {
  title: string;
  /** Why nothing can be shown; null while it is on its way. */
  message: string | null;
  /** Where one may go back to, or null. */
  interviewId: string | null;
}

/** The page's outline before its first moment. */
export function TapeWaiting({ title, message, interviewId }: TapeWaitingProps) {
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <header className="flex h-11 shrink-0 items-center gap-3 border-b border-line bg-canvas px-3">
        <Wordmark isMarkOnly />
        <h1 className="truncate text-13 font-semibold">{title}</h1>
      </header>
      <main aria-busy={message === null} className="flex min-h-0 flex-1 bg-surface">
        <div className="w-[190px] border-r border-line bg-canvas max-sm:hidden" />
        <div className="flex flex-col items-start gap-3 p-6">
          <p role={message ? 'alert' : 'status'} className="max-w-[60ch] text-13 text-ink-soft">
            {message ?? 'Opening the recording'}
          </p>
          {message && interviewId && (
            <ButtonLink size="sm" to={`/interviews/${interviewId}`}>
              Back to the interview
            </ButtonLink>
          )}
        </div>
      </main>
      <footer className="h-[150px] shrink-0 border-t border-line bg-canvas" />
    </div>
  );
}

import { Bot } from 'lucide-react';
import { memo } from 'react';
import { Avatar, type Coloured } from '#app/components/ui/avatar.tsx';
import { CopyButton } from '#app/components/ui/copy-button.tsx';
import { Markdown } from '#app/features/problem/markdown.tsx';
import type { Exchange } from '#core/assistant.ts';
import { formatTimeOfDay } from '../clock.ts';
import { END_WORDS } from './end-words.ts';
import { ProposalView } from './proposal-view.tsx';

interface ExchangeViewProps {
  exchange: Exchange;
  /** Whether the one at this page asked it. */
  isMine: boolean;
  /** Who asked, while the room knows them. */
  asker: Coloured | undefined;
  /** Add to this machine's clock to get the room's. */
  offset: number;
  onAskAgain: (question: string) => void;
}

/** A question to the assistant and what it answered so far. */
export const ExchangeView = memo(function ExchangeView(props: ExchangeViewProps) {
  const { exchange, isMine, asker, offset, onAskAgain } = props;
  const { answer, at, byName, id, model, outcome, paths, proposals, question } = exchange;
  const end = outcome && END_WORDS[outcome];
  const askAgain = () => onAskAgain(question);
  return (
    <li className="flex flex-col gap-2.5">
      <div className="flex gap-2">
        <Avatar name={byName} person={asker} isDecorative />
        <div className="min-w-0 flex-1">
          <p className="flex items-baseline gap-1.5 text-13">
            <span className="truncate font-medium text-ink">{isMine ? 'You' : byName}</span>
            <time className="ml-auto shrink-0 text-12 text-ink-faint" dateTime={new Date(at).toISOString()}>
              {formatTimeOfDay(at - offset)}
            </time>
          </p>
          <p className="text-13 break-words whitespace-pre-wrap text-ink">{question}</p>
          {paths.length > 0 && (
            <p className="mt-0.5 font-mono text-12 break-words text-ink-faint">with {paths.join(', ')}</p>
          )}
        </div>
      </div>
      <div className="flex gap-2">
        <span className="flex size-6 shrink-0 items-center justify-center rounded-full bg-sunken text-ai">
          <Bot aria-hidden="true" size={14} />
        </span>
        <div className="flex min-w-0 flex-1 flex-col gap-2.5">
          <p className="flex min-h-6 items-center gap-1.5 text-13">
            <span className="font-medium text-ink">Assistant</span>
            <span className="truncate text-12 text-ink-faint">
              {model ?? (outcome === 'whole' ? 'Scripted, no model' : 'AI')}
            </span>
          </p>
          {answer && <Markdown text={answer} below={3} className="text-13" codeAside={copyAside} />}
          {outcome === null && <p className="text-13 text-ink-faint">{answer ? 'Writing' : 'Thinking'}</p>}
          {proposals.map((proposal) => (
            <ProposalView
              key={proposal.id}
              exchangeId={id}
              proposal={proposal}
              isMine={isMine && outcome !== null}
              onAskAgain={askAgain}
            />
          ))}
          {end && (
            <p className="flex items-baseline gap-2 text-12 text-ink-faint">
              {end}
              {isMine && (
                <button type="button" className="font-medium text-accent" onClick={askAgain}>
                  Ask again
                </button>
              )}
            </p>
          )}
        </div>
      </div>
    </li>
  );
});

/** Copies a block of code. */
function copyAside(text: string) {
  return (
    <span className="absolute top-1 right-1 font-sans">
      <CopyButton text={text} label="Copy the code" isIconOnly size="sm" variant="ghost" />
    </span>
  );
}

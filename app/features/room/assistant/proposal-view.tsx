import { Check, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { type Exchange, type Proposal, placeOf } from '#core/assistant.ts';
import { ChangedLines } from '../cases/changed-lines.tsx';
import { askRoom } from '../commands/ask-room.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';
import { acceptProposal } from './accept-proposal.ts';

interface ProposalViewProps {
  exchangeId: string;
  proposal: Exchange['proposals'][number];
  /** Whether the one at this page decides about it. */
  isMine: boolean;
  onAskAgain: () => void;
}

/** An edit that the assistant proposes, as a diff; its candidate accepts or rejects it. */
export function ProposalView({ exchangeId, proposal, isMine, onAskAgain }: ProposalViewProps) {
  const room = useRoom();
  const [problem, setProblem] = useState<string | null>(null);
  const text = useStore(room.files, ({ files }) =>
    files.find(({ id }) => id === proposal.fileId)?.text.toString(),
  );
  const { before, after, line } = around(proposal, proposal.decision === null ? text : undefined);
  const accept = () => {
    const refused = acceptProposal(room, exchangeId, proposal);
    setProblem(refused);
    room.announce(refused ?? `Accepted. ${proposal.path} is changed.`);
  };
  const reject = () =>
    askRoom(room, () => room.session.assistant.decide(exchangeId, proposal.id, 'rejected'));
  return (
    <section
      aria-label={`Proposed edit of ${proposal.path}`}
      className="overflow-hidden rounded-card border border-line bg-surface"
    >
      <header className="flex flex-col gap-0.5 border-b border-line px-2.5 py-1.5">
        <p className="truncate font-mono text-12 font-medium text-ink">
          {proposal.path}
          {line !== null && <span className="text-ink-faint">, line {line}</span>}
        </p>
        {proposal.why && <p className="text-12 text-ink-soft">{proposal.why}</p>}
      </header>
      <div className="max-h-72 overflow-y-auto">
        <ChangedLines before={before} after={after} words={{ missing: 'removed: ', extra: 'added: ' }} />
      </div>
      {problem && proposal.decision === null && (
        <p
          role="alert"
          className="flex flex-wrap items-baseline gap-x-2 border-t border-line px-2.5 py-1.5 text-12 text-warn"
        >
          {problem}
          <button type="button" className="font-medium text-accent" onClick={onAskAgain}>
            Ask again
          </button>
        </p>
      )}
      <footer className="flex items-center gap-2 border-t border-line px-2.5 py-1.5 text-12">
        {proposal.decision === null && isMine ? (
          <>
            <Button size="sm" variant="primary" onClick={accept}>
              Accept
            </Button>
            <Button size="sm" onClick={reject}>
              Reject
            </Button>
          </>
        ) : (
          <Decision decision={proposal.decision} />
        )}
      </footer>
    </section>
  );
}

function Decision({ decision }: { decision: Exchange['proposals'][number]['decision'] }) {
  if (decision === null) return <span className="text-ink-faint">Not decided yet</span>;
  const Icon = decision === 'accepted' ? Check : X;
  return (
    <span role="status" className="flex items-center gap-1.5 text-ink-soft">
      <Icon aria-hidden="true" size={13} className={decision === 'accepted' ? 'text-good' : undefined} />
      {decision === 'accepted' ? 'Accepted: marked as written by AI' : 'Rejected'}
    </span>
  );
}

/** Lines around the edit that are shown with it. */
const AROUND = 2;

/** The lines that the edit touches, with some around them where the file still has its place. */
function around(
  { find, replace }: Proposal,
  text: string | undefined,
): { before: string; after: string; line: number | null } {
  const place = text === undefined ? 'missing' : placeOf(find, text);
  if (text === undefined || typeof place === 'string') return { before: find, after: replace, line: null };
  let start = text.lastIndexOf('\n', place.from - 1) + 1;
  let end = endOfLine(text, place.to);
  for (let n = 0; n < AROUND; n++) {
    if (start > 0) start = text.lastIndexOf('\n', start - 2) + 1;
    if (end < text.length) end = endOfLine(text, end + 1);
  }
  return {
    before: text.slice(start, end),
    after: text.slice(start, place.from) + replace + text.slice(place.to, end),
    line: text.slice(0, place.from).split('\n').length,
  };
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

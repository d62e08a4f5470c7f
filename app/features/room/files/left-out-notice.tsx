import { FileWarning, X } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '#app/components/ui/icon-button.tsx';
import { MAX_FILES, MAX_SHARED_FILE_BYTES } from '#core/limits.ts';
import type { LeftOut } from '#core/workspace-protocol.ts';
import { useRoom } from '../room-context.ts';
import { useStore } from '../use-store.ts';

/** Named at once; the rest are counted. */
const MAX_NAMED = 3;

const REASONS: Record<LeftOut['reason'], string> = {
  binary: 'not text',
  too_large: `larger than ${MAX_SHARED_FILE_BYTES / 1024} kB`,
  too_many: `a room shows ${MAX_FILES} files`,
  bad_name: 'its name cannot be shown',
  not_a_file: 'not an ordinary file',
};

/** Says which files of programs are there and not shown, until dismissed; new ones bring it back. */
export function LeftOutNotice() {
  const { session } = useRoom();
  const files = useStore(session.state, (state) => state.leftOut);
  const [dismissed, setDismissed] = useState<readonly LeftOut[] | null>(null);
  if (files.length === 0 || files === dismissed) return null;
  const named = files.slice(-MAX_NAMED);
  return (
    <div role="status" className="flex shrink-0 items-start gap-2 border-t border-line px-3 py-2 text-12">
      <FileWarning aria-hidden="true" size={14} className="mt-px shrink-0 text-warn" />
      <div className="min-w-0 flex-1">
        <p className="text-ink-soft">
          {files.length === 1 ? 'One file is' : `${files.length} files are`} in the terminal and not here:
        </p>
        <ul className="text-ink-faint">
          {named.map(({ path, reason }) => (
            <li key={path} className="truncate" title={`${path}: ${REASONS[reason]}`}>
              <span className="font-mono text-ink-soft">{path.slice(path.lastIndexOf('/') + 1)}</span>,{' '}
              {REASONS[reason]}
            </li>
          ))}
          {files.length > named.length && <li>and {files.length - named.length} more</li>}
        </ul>
      </div>
      <IconButton size="sm" label="Dismiss" onClick={() => setDismissed(files)}>
        <X aria-hidden="true" size={14} />
      </IconButton>
    </div>
  );
}

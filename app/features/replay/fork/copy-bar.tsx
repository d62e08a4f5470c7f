import { FlaskConical, Play, RotateCcw, Square } from 'lucide-react';
import { useId } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { Select } from '#app/components/ui/select.tsx';
import { LANGUAGE_IDS, LANGUAGES, type LanguageId } from '#core/languages.ts';
import type { CopyAction } from './copy-runner.ts';
import { chooseEntry, listChanged, listEntries, restoreRecorded, type Scratch } from './scratch.ts';

interface CopyBarProps {
  scratch: Scratch;
  going: CopyAction | null;
  onChange: (scratch: Scratch) => void;
  onRestore: (scratch: Scratch) => void;
  onStart: (action: CopyAction) => void;
  onStop: () => void;
}

/** Which file starts and in which language, and the buttons that start, stop and restore. */
export function CopyBar({ scratch, going, onChange, onRestore, onStart, onStop }: CopyBarProps) {
  const id = useId();
  const entries = listEntries(scratch.files);
  const cannotStart = scratch.entryId === null;
  const changed = listChanged(scratch).length;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-2">
      <label htmlFor={`${id}-entry`} className="text-13 text-ink-soft">
        Start with
      </label>
      <Select
        id={`${id}-entry`}
        className="w-44 max-sm:w-[calc(100%-80px)]"
        value={scratch.entryId ?? ''}
        disabled={cannotStart}
        onChange={(event) => onChange(chooseEntry(scratch, event.target.value))}
      >
        {cannotStart && <option value="">No file can run</option>}
        {entries.map((file) => (
          <option key={file.id} value={file.id}>
            {file.path}
          </option>
        ))}
      </Select>
      <label htmlFor={`${id}-language`} className="text-13 text-ink-soft">
        as
      </label>
      <Select
        id={`${id}-language`}
        aria-label="Language"
        className="w-40 max-sm:w-28"
        value={scratch.language}
        onChange={(event) => onChange({ ...scratch, language: event.target.value as LanguageId })}
      >
        {LANGUAGE_IDS.map((language) => (
          <option key={language} value={language}>
            {LANGUAGES[language].label}
          </option>
        ))}
      </Select>
      {going ? (
        <Button icon={<Square aria-hidden="true" size={13} />} onClick={onStop}>
          Stop
        </Button>
      ) : (
        <>
          <Button
            variant="primary"
            disabled={cannotStart}
            icon={<Play aria-hidden="true" size={13} />}
            onClick={() => onStart('run')}
          >
            Run
          </Button>
          <Button
            disabled={cannotStart}
            icon={<FlaskConical aria-hidden="true" size={14} />}
            onClick={() => onStart('test')}
          >
            Run tests
          </Button>
        </>
      )}
      <span className="flex-1 max-sm:hidden" />
      <span role="status" className="text-13 text-ink-soft max-sm:ml-auto">
        {changed === 0 ? 'As recorded' : changed === 1 ? '1 file changed' : `${changed} files changed`}
      </span>
      <Button
        variant="ghost"
        disabled={changed === 0}
        icon={<RotateCcw aria-hidden="true" size={13} />}
        onClick={() => onRestore(restoreRecorded(scratch))}
      >
        Back to the recorded text
      </Button>
    </div>
  );
}

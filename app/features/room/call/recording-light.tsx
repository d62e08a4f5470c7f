import { clsx } from 'clsx';
import { Tooltip } from '#app/components/ui/tooltip.tsx';
import { useCallState } from './call.ts';
import type { CallFace } from './call-faces.ts';
import { recordingOf } from './call-state.ts';

const UNKNOWN =
  'Voices were recorded until your line to the call broke. Whether they still are shows when the line is back.';

/** Shows while voices are recorded, and only then; hollow while a broken line tells nothing of it. */
export function RecordingLight({ faces, isPhone }: { faces: readonly CallFace[]; isPhone: boolean }) {
  const recording = useCallState(recordingOf);
  if (recording === 'off') return null;
  const isKnown = recording === 'on';
  return (
    <Tooltip text={isKnown ? recordedWords(faces) : UNKNOWN}>
      <span
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its tip says who is recorded, which must be reachable
        tabIndex={0}
        className={clsx(
          'flex shrink-0 items-center gap-1.5 rounded-control text-12 font-medium',
          isKnown ? 'text-ink' : 'text-ink-soft',
        )}
      >
        <span
          aria-hidden="true"
          data-light={recording}
          className={clsx('size-2 rounded-full', isKnown ? 'bg-bad' : 'border-[1.5px] border-bad')}
        />
        <span className={isPhone ? 'sr-only' : undefined}>{isKnown ? 'Recording' : 'Recording?'}</span>
      </span>
    </Tooltip>
  );
}

/** Whose voices are recorded. */
export function recordedWords(faces: readonly CallFace[]): string {
  const names = faces.map(({ isYou, name }) => (isYou ? 'you' : name));
  return `What is said in the call is recorded and written down. In it: ${names.join(', ')}.`;
}

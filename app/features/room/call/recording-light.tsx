import { Tooltip } from '#app/components/ui/tooltip.tsx';
import { useCallState } from './call.ts';
import type { CallFace } from './call-faces.ts';

/** Shows while voices are recorded, and only then. */
export function RecordingLight({ faces, isPhone }: { faces: readonly CallFace[]; isPhone: boolean }) {
  const isRecorded = useCallState((state) => state.isRecorded);
  if (!isRecorded) return null;
  return (
    <Tooltip text={recordedWords(faces)}>
      <span
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its tip says who is recorded, which must be reachable
        tabIndex={0}
        className="flex shrink-0 items-center gap-1.5 rounded-control text-12 font-medium text-ink"
      >
        <span aria-hidden="true" className="size-2 rounded-full bg-bad" />
        <span className={isPhone ? 'sr-only' : undefined}>Recording</span>
      </span>
    </Tooltip>
  );
}

/** Whose voices are recorded. */
export function recordedWords(faces: readonly CallFace[]): string {
  const names = faces.map(({ isYou, name }) => (isYou ? 'you' : name));
  return `What is said in the call is recorded and written down. In it: ${names.join(', ')}.`;
}

import { CircleAlert } from 'lucide-react';
import { useId } from 'react';

const ANSWERS = [
  { value: 'yes', label: 'Record my voice', hint: 'What I say is kept with the recording and written down.' },
  {
    value: 'no',
    label: 'Do not record my voice',
    hint: 'The interview goes on all the same, and nobody’s voice is recorded.',
  },
] as const;

/** Whether a guest's voice may be recorded: nothing is chosen for them. Sends `voice`. */
export function VoiceField({ chosen, error }: { chosen: string | undefined; error: string | undefined }) {
  const id = useId();
  const errorId = error ? `${id}-error` : undefined;
  return (
    <fieldset className="flex flex-col gap-2.5" aria-describedby={errorId}>
      <legend className="mb-2 text-13 font-medium">Your voice in the call</legend>
      {ANSWERS.map(({ value, label, hint }) => (
        <label key={value} className="flex items-start gap-2.5">
          <input
            type="radio"
            name="voice"
            value={value}
            required
            defaultChecked={chosen === value}
            aria-invalid={error ? true : undefined}
            className="mt-0.5 size-4.5 shrink-0 accent-accent"
          />
          <span className="text-14 text-ink">
            {label}
            <span className="block text-13 text-ink-faint">{hint}</span>
          </span>
        </label>
      ))}
      {error && (
        <p id={errorId} className="flex items-start gap-1.5 text-13 text-bad">
          <CircleAlert aria-hidden="true" size={14} className="mt-[3px] shrink-0" />
          {error}
        </p>
      )}
    </fieldset>
  );
}

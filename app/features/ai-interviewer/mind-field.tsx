import { Field } from '#app/components/ui/field.tsx';
import { Select } from '#app/components/ui/select.tsx';
import { MIND_CHOICES, type MindChoice } from '#core/interviewer.ts';
import { MIND_LABELS } from './mind-words.ts';

interface MindFieldProps {
  /** What is stored; null where people interview. */
  mind: MindChoice | null;
  /** What was chosen before the server asked for corrections. */
  typed: string | undefined;
  error: string | undefined;
}

/** Who interviews: people, or the AI interviewer and what thinks for it. Sends `mind`, empty for people. */
export function MindField({ mind, typed, error }: MindFieldProps) {
  return (
    <Field
      label="Who interviews"
      error={error}
      hint="The AI interviewer asks the questions of the plan in the room’s chat. The candidate is told before they agree to come in, and comes in without waiting. You can watch, and take over at any time."
    >
      <Select name="mind" defaultValue={typed ?? mind ?? ''}>
        <option value="">People</option>
        <optgroup label="AI interviewer">
          {MIND_CHOICES.map((choice) => (
            <option key={choice} value={choice}>
              AI interviewer: {MIND_LABELS[choice]}
            </option>
          ))}
        </optgroup>
      </Select>
    </Field>
  );
}

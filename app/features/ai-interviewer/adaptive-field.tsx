import { Checkbox } from '#app/components/ui/checkbox.tsx';

/** Whether an AI interviewer chooses the next question by how it goes. Sends `isAdaptive` when ticked. */
export function AdaptiveField({ isTicked }: { isTicked: boolean }) {
  return (
    <Checkbox
      name="isAdaptive"
      defaultChecked={isTicked}
      label="Choose the next question by how it goes"
      hint="The AI interviewer takes harder questions of the plan after solved ones and easier ones after unsolved ones, instead of keeping the plan’s order."
    />
  );
}

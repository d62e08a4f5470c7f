import { Checkbox } from '#app/components/ui/checkbox.tsx';

/** Whether the candidate has an assistant. Sends `allowsAssistant` when ticked. */
export function AssistantField({ isTicked }: { isTicked: boolean }) {
  return (
    <Checkbox
      name="allowsAssistant"
      defaultChecked={isTicked}
      label="The candidate may use an AI assistant"
      hint="It answers beside the editor and proposes edits. Every exchange is recorded, and accepted text is marked as written by AI."
    />
  );
}

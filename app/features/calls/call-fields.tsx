import { Checkbox } from '#app/components/ui/checkbox.tsx';

/** Whether an interview has a call, and whether voices are recorded in it. Both are ticked until somebody says otherwise. */
export function CallFields({ values }: { values: Record<string, string> | undefined }) {
  return (
    <>
      <Checkbox
        name="allowsCall"
        defaultChecked={values ? values.allowsCall === 'on' : true}
        label="Call"
        hint="People in the room can talk, show themselves and share a screen."
      />
      <Checkbox
        name="recordsCall"
        defaultChecked={values ? values.recordsCall === 'on' : true}
        label="Record the call"
        hint="Voices are recorded and written down. Candidates are asked first; where one says no, no voice is recorded."
      />
    </>
  );
}

import { clsx } from 'clsx';
import { FileInput, ListChecks, Trash2 } from 'lucide-react';
import { type ChangeEvent, useDeferredValue, useId, useMemo, useRef, useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { Textarea } from '#app/components/ui/textarea.tsx';
import { describeFaults, MAX_TESTS_TEXT, readTests } from './read-tests.ts';
import { newDraft } from './suite-draft.ts';
import { SuiteForm } from './suite-form.tsx';
import { describeTests } from './tests-words.ts';
import { type TestsEditor, useTestsEditor } from './use-tests-editor.ts';
import { ViewSwitch } from './view-switch.tsx';

interface TestsFieldProps {
  /** JSON text of the tests as the server has it, or as it came back refused; empty for none. */
  initialText: string;
  /** What the server said about it. */
  error: string | undefined;
  onEdit: () => void;
}

/**
 * The tests of a problem, as a form or as JSON text. Sends the text as `tests` in both; without scripts there is the
 * text alone.
 */
export function TestsField({ initialText, error, onEdit }: TestsFieldProps) {
  const editor = useTestsEditor(initialText, onEdit);
  const isForm = editor.view === 'form';
  return (
    <>
      <noscript>
        <style>{'.needs-scripts{display:none!important}.tests-as-text{display:block!important}'}</style>
      </noscript>
      <Toolbar editor={editor} />
      {isForm && (
        <div className="needs-scripts">
          {editor.draft ? (
            <SuiteForm
              draft={editor.draft}
              hasTried={error !== undefined}
              refusal={editor.isEdited ? undefined : error}
              onChange={editor.setDraft}
            />
          ) : (
            <EmptyState
              icon={<ListChecks aria-hidden="true" size={28} strokeWidth={1.5} />}
              title="No tests yet"
              action={<Button onClick={() => editor.setDraft(newDraft())}>Add tests</Button>}
            >
              With tests, people in the room can check an answer against cases, of which you may hide some.
            </EmptyState>
          )}
        </div>
      )}
      <div className={isForm ? 'tests-as-text hidden' : 'tests-as-text'}>
        <TestsText editor={editor} error={isForm ? undefined : error} />
      </div>
    </>
  );
}

function Toolbar({ editor }: { editor: TestsEditor }) {
  const file = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const open = async (event: ChangeEvent<HTMLInputElement>) => {
    const chosen = event.target.files?.[0];
    // Without this, choosing the same file again after correcting it would do nothing.
    event.target.value = '';
    if (!chosen) return;
    if (chosen.size > MAX_TESTS_TEXT) return setProblem(`${chosen.name} is larger than tests may be (1 MB).`);
    setProblem(null);
    editor.replace((await chosen.text()).replace(/^\uFEFF/, ''), `These are the tests of ${chosen.name}.`);
  };
  return (
    <div className="needs-scripts flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 border-b px-4 py-2 sm:px-5">
      <ViewSwitch
        label="Edit the tests as"
        selected={editor.view}
        options={[
          { id: 'form', title: 'Form', onSelect: editor.showForm },
          { id: 'text', title: 'JSON', onSelect: editor.showText },
        ]}
      />
      <Button
        variant="ghost"
        size="sm"
        icon={<FileInput aria-hidden="true" size={14} />}
        onClick={() => file.current?.click()}
      >
        Open a file
      </Button>
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        aria-label="File with tests"
        className="hidden"
        onChange={open}
      />
      {editor.draft && (
        <Button
          variant="ghost"
          size="sm"
          icon={<Trash2 aria-hidden="true" size={14} />}
          onClick={() => editor.setDraft(null, 'The tests are removed.')}
        >
          Remove the tests
        </Button>
      )}
      <p role="status" className="flex items-center gap-2 text-13 text-ink-soft">
        {problem ?? editor.said}
        {!problem && editor.canUndo && (
          <Button size="sm" onClick={editor.undo}>
            Undo
          </Button>
        )}
      </p>
    </div>
  );
}

function TestsText({ editor, error }: { editor: TestsEditor; error: string | undefined }) {
  const text = useDeferredValue(editor.text);
  const read = useMemo(() => readTests(text), [text]);
  const faults = read.faults && describeFaults(read.faults);
  // Once they were refused, what is still wrong is an error; while somebody types for the first time it is not.
  const shown = error === undefined ? undefined : (faults ?? (editor.isEdited ? undefined : error));
  const id = useId();
  return (
    <div className="flex flex-col gap-1.5 p-4 sm:p-5">
      <label htmlFor={id} className="text-13 font-medium">
        Tests as JSON
      </label>
      {/* Above the text: below so long a box nobody would see it. */}
      <p
        id={`${id}-state`}
        className={clsx(
          'text-13 whitespace-pre-line [overflow-wrap:anywhere]',
          shown ? 'text-bad' : 'text-ink-soft',
        )}
      >
        {shown ?? faults ?? describeTests(read.tests)}
      </p>
      <Textarea
        id={id}
        name="tests"
        value={editor.text}
        onChange={(event) => editor.setText(event.target.value)}
        aria-invalid={shown ? true : undefined}
        aria-describedby={`${id}-state`}
        spellCheck={false}
        rows={14}
        isMono
        placeholder={EXAMPLE}
        className="field-sizing-content max-h-[70dvh] min-h-56"
      />
    </div>
  );
}

const EXAMPLE = `{
  "kind": "function",
  "function": "two_sum",
  "cases": [
    { "input": [[2, 7, 11, 15], 9], "expected": [0, 1] },
    { "input": [[3, 3], 6], "expected": [0, 1], "hidden": true }
  ]
}`;

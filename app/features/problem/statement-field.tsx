import { useDeferredValue, useId, useState } from 'react';
import { Field } from '#app/components/ui/field.tsx';
import { Textarea } from '#app/components/ui/textarea.tsx';
import { Markdown } from './markdown.tsx';

interface StatementFieldProps {
  initialText: string;
  error: string | undefined;
  onEdit: () => void;
}

/** What the candidate is asked, as text and as they will see it. */
export function StatementField(props: StatementFieldProps) {
  return (
    <MarkdownField
      {...props}
      name="statement"
      label="Statement"
      previewLabel="As the candidate sees it"
      placeholder={'# Two sum\n\nGiven a list of numbers and a target, …'}
    />
  );
}

interface MarkdownFieldProps extends StatementFieldProps {
  name: string;
  label: string;
  previewLabel: string;
  placeholder: string;
}

/** A text in Markdown, and beside it what it looks like. */
export function MarkdownField(props: MarkdownFieldProps) {
  const { initialText, error, onEdit, name, label, previewLabel, placeholder } = props;
  const [text, setText] = useState(initialText);
  const shown = useDeferredValue(text);
  const previewId = useId();
  return (
    <div className="@container">
      <div className="grid gap-4 @3xl:grid-cols-2">
        <Field
          label={label}
          error={error}
          hint="Markdown: # headings, **bold**, `code`, lists, tables, links."
        >
          <Textarea
            name={name}
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              onEdit();
            }}
            rows={12}
            isMono
            placeholder={placeholder}
            className="field-sizing-content max-h-[70dvh] min-h-56"
          />
        </Field>
        <section aria-labelledby={previewId} className="flex min-w-0 flex-col gap-1.5">
          <h3 id={previewId} className="text-13 font-medium">
            {previewLabel}
          </h3>
          <div className="min-h-20 flex-1 rounded-control border px-4 py-3">
            {shown.trim() ? (
              <Markdown text={shown} below={3} />
            ) : (
              <p className="text-13 text-ink-faint">Nothing yet.</p>
            )}
          </div>
        </section>
      </div>
    </div>
  );
}

import { Form, useNavigate, useSearchParams } from '@remix-run/react';
import { type FormEvent, useState } from 'react';
import { FormError } from '#app/components/form-error.tsx';
import { Button, ButtonLink } from '#app/components/ui/button.tsx';
import { Checkbox } from '#app/components/ui/checkbox.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { Select } from '#app/components/ui/select.tsx';
import { Textarea } from '#app/components/ui/textarea.tsx';
import { useFormFocus } from '#app/components/use-form-focus.ts';
import { DIFFICULTIES, QUESTION_KINDS, type QuestionKind } from '#core/question.ts';
import { DIFFICULTY_LABELS, KIND_LABELS, languageLabel } from '../question-words.ts';
import { MAX_DRAFT_LANGUAGES } from './draft-limits.ts';
import { DraftProgressView } from './draft-progress.tsx';
import { DRAFT_LANGUAGES, MAX_TOPIC_LENGTH, MAX_WISHES_LENGTH, readDraftForm } from './draft-request.ts';
import { useDraft } from './use-draft.ts';

interface DraftFormProps {
  /** What the server asked to correct, where the form was sent without scripts. */
  answer: { errors: Record<string, string> } | undefined;
}

/** What a question should be about. Fields that the address names are filled; without scripts it is sent as it is. */
export function DraftForm({ answer }: DraftFormProps) {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const [faults, setFaults] = useState(answer);
  const [kind, setKind] = useState(search.get('kind') ?? 'coding');
  const form = useFormFocus(faults);
  const { progress, draft, stop } = useDraft('/api/questions/drafts', (id) => navigate(`/questions/${id}`));
  const isRunning = progress.status === 'running' || progress.status === 'done';
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { request, errors } = readDraftForm(new FormData(event.currentTarget));
    setFaults({ errors: errors ?? {} });
    if (request) void draft(request);
  };
  const errors = faults?.errors;
  const named = search.getAll('languages');
  const languages = named.length > 0 ? named : ['python'];
  return (
    <Form ref={form} method="post" noValidate onSubmit={send} className="flex flex-col gap-5">
      <FormError message={errors?.form ?? (progress.status === 'failed' ? progress.message : undefined)} />
      {/* what is sent stays as it was sent until there is an answer */}
      <fieldset disabled={isRunning} className="flex min-w-0 flex-col gap-5">
        <Field
          label="Topic"
          error={errors?.topic}
          hint="A situation from your work gives better questions than the name of an algorithm."
        >
          <Textarea
            name="topic"
            required
            rows={2}
            maxLength={MAX_TOPIC_LENGTH}
            placeholder="Merging the delivery windows of two depots"
            defaultValue={search.get('topic') ?? ''}
          />
        </Field>
        <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
          <Field label="Kind" error={errors?.kind}>
            <Select
              name="kind"
              defaultValue={kind}
              onChange={(event) => setKind(event.target.value as QuestionKind)}
            >
              {QUESTION_KINDS.map((one) => (
                <option key={one} value={one}>
                  {KIND_LABELS[one]}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Difficulty" error={errors?.difficulty}>
            <Select name="difficulty" defaultValue={search.get('difficulty') ?? 'medium'}>
              {DIFFICULTIES.map((one) => (
                <option key={one} value={one}>
                  {DIFFICULTY_LABELS[one]}
                </option>
              ))}
            </Select>
          </Field>
          <Field label="Minutes" isOptional error={errors?.minutes}>
            <Input
              name="minutes"
              inputMode="numeric"
              autoComplete="off"
              defaultValue={search.get('minutes') ?? ''}
              className="tabular"
            />
          </Field>
        </div>
        <LanguagesField isShown={kind === 'coding'} chosen={languages} error={errors?.languages} />
        <Field
          label="Anything else"
          isOptional
          error={errors?.wishes}
          hint="What it should find out about candidates, what to avoid, words of your field."
        >
          <Textarea
            name="wishes"
            rows={3}
            maxLength={MAX_WISHES_LENGTH}
            defaultValue={search.get('wishes') ?? ''}
          />
        </Field>
      </fieldset>
      {isRunning ? (
        <DraftProgressView progress={progress} onStop={stop} />
      ) : (
        <div className="flex flex-wrap gap-2 border-t pt-5">
          <Button type="submit" variant="primary">
            Draft question
          </Button>
          <ButtonLink to="/questions" variant="ghost">
            Cancel
          </ButtonLink>
        </div>
      )}
    </Form>
  );
}

interface LanguagesFieldProps {
  /** Whether this kind of question has code. What was chosen stays. */
  isShown: boolean;
  chosen: readonly string[];
  error: string | undefined;
}

function LanguagesField({ isShown, chosen, error }: LanguagesFieldProps) {
  return (
    <fieldset
      className={isShown ? 'min-w-0' : 'hidden'}
      aria-describedby={error ? 'languages-error' : undefined}
    >
      <legend className="mb-1.5 text-13 font-medium">
        Languages <span className="font-normal text-ink-faint">(at most {MAX_DRAFT_LANGUAGES})</span>
      </legend>
      <div className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-5">
        {DRAFT_LANGUAGES.map((language) => (
          <Checkbox
            key={language}
            name="languages"
            value={language}
            label={languageLabel(language)}
            aria-invalid={error ? true : undefined}
            defaultChecked={chosen.includes(language)}
          />
        ))}
      </div>
      {error && (
        <p id="languages-error" className="mt-1.5 text-13 text-bad">
          {error}
        </p>
      )}
    </fieldset>
  );
}

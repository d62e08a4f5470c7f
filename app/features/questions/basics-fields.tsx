import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { Select } from '#app/components/ui/select.tsx';
import { DIFFICULTIES, QUESTION_KINDS, type QuestionKind } from '#core/question.ts';
import type { QuestionFormText } from './question-form.server.ts';
import { DIFFICULTY_LABELS, KIND_LABELS } from './question-words.ts';

interface BasicsFieldsProps {
  text: QuestionFormText;
  errors: Record<string, string> | undefined;
  onKind: (kind: QuestionKind) => void;
  onEdit: () => void;
}

/** What lists say of a question. */
export function BasicsFields({ text, errors, onKind, onEdit }: BasicsFieldsProps) {
  return (
    <div className="flex flex-col gap-4">
      <Field label="Title" error={errors?.title}>
        <Input
          name="title"
          required
          maxLength={120}
          placeholder="Two sum"
          defaultValue={text.title}
          onChange={onEdit}
        />
      </Field>
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-3">
        <Field label="Kind" error={errors?.kind}>
          <Select
            name="kind"
            defaultValue={text.kind}
            onChange={(event) => {
              onKind(event.target.value as QuestionKind);
              onEdit();
            }}
          >
            {QUESTION_KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {KIND_LABELS[kind]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Difficulty" error={errors?.difficulty}>
          <Select name="difficulty" defaultValue={text.difficulty} onChange={onEdit}>
            {DIFFICULTIES.map((one) => (
              <option key={one} value={one}>
                {DIFFICULTY_LABELS[one]}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Minutes it takes" error={errors?.minutes}>
          <Input
            name="minutes"
            inputMode="numeric"
            autoComplete="off"
            defaultValue={text.minutes}
            onChange={onEdit}
            className="tabular"
          />
        </Field>
      </div>
      <Field
        label="Tags"
        isOptional
        error={errors?.tags}
        hint="With commas between them. Lists filter by them."
      >
        <Input
          name="tags"
          autoComplete="off"
          placeholder="arrays, hash-map"
          defaultValue={text.tags}
          onChange={onEdit}
        />
      </Field>
    </div>
  );
}

import { clsx } from 'clsx';
import { CircleAlert, X } from 'lucide-react';
import { useId, useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { CONTROL_CLASS } from '#app/components/ui/control-class.ts';
import { Select } from '#app/components/ui/select.tsx';
import { LANGUAGE_IDS, LANGUAGES, type LanguageId } from '#core/languages.ts';
import { MAX_QUESTION_FILES } from '#core/question.ts';
import { type CodeDraft, type FileRow, nextId } from './question-draft.ts';
import { languageLabel } from './question-words.ts';
import { AddBar, RowButtons } from './row-parts.tsx';
import { useRows } from './use-rows.ts';

interface CodeFieldsProps {
  code: CodeDraft[];
  errors: Record<string, string> | undefined;
  onChange: (code: CodeDraft[]) => void;
}

/** Starters and reference solutions, a language at a time. */
export function CodeFields({ code, errors, onChange }: CodeFieldsProps) {
  const [chosen, setChosen] = useState<LanguageId | null>(null);
  const [removed, setRemoved] = useState<CodeDraft | null>(null);
  const [seen, setSeen] = useState(errors);
  const isWrong = (id: LanguageId) =>
    Object.keys(errors ?? {}).some(
      (key) => key.startsWith(`starters.${id}`) || key.startsWith(`solutions.${id}`),
    );
  if (errors !== seen) {
    // What must be corrected is brought to the front.
    setSeen(errors);
    const wrong = code.find(({ language }) => isWrong(language));
    if (wrong) setChosen(wrong.language);
  }
  const shown = code.find(({ language }) => language === chosen) ?? code[0];
  const put = (next: CodeDraft) =>
    onChange(
      LANGUAGE_IDS.flatMap((id) =>
        id === next.language ? [next] : code.filter(({ language }) => language === id),
      ),
    );
  const add = (language: LanguageId) => {
    const entry = { id: 1, path: LANGUAGES[language].entry, text: '' };
    put({ language, starters: [entry], solutions: [entry] });
    setChosen(language);
    setRemoved(null);
  };
  const remove = (draft: CodeDraft) => {
    onChange(code.filter((one) => one !== draft));
    setRemoved(draft);
  };
  const others = LANGUAGE_IDS.filter((id) => code.every(({ language }) => language !== id));
  return (
    <div className="flex flex-col">
      <div className="flex flex-wrap items-center gap-2 border-b px-4 py-2 sm:px-5">
        <fieldset className="flex min-w-0 flex-wrap gap-1">
          <legend className="sr-only">Language</legend>
          {code.map(({ language }) => (
            <button
              key={language}
              type="button"
              aria-pressed={language === shown?.language}
              onClick={() => setChosen(language)}
              className="inline-flex h-7 items-center gap-1.5 rounded-control px-2.5 text-13 font-medium text-ink-soft hover:bg-hover hover:text-ink aria-pressed:bg-accent-wash aria-pressed:text-accent"
            >
              {languageLabel(language)}
              {isWrong(language) && (
                <CircleAlert aria-label="to be corrected" size={14} className="text-bad" />
              )}
            </button>
          ))}
        </fieldset>
        {others.length > 0 && (
          <Select
            aria-label="Add a language"
            value=""
            onChange={(event) => add(event.target.value as LanguageId)}
            className="w-40 [&_select]:h-7 [&_select]:text-13"
          >
            <option value="" disabled>
              Add a language
            </option>
            {others.map((id) => (
              <option key={id} value={id}>
                {languageLabel(id)}
              </option>
            ))}
          </Select>
        )}
        <p role="status" className="flex items-center gap-2 text-13 text-ink-soft">
          {removed && (
            <>
              {languageLabel(removed.language)} is removed.
              <Button
                size="sm"
                variant="ghost"
                onClick={() => {
                  put(removed);
                  setChosen(removed.language);
                  setRemoved(null);
                }}
              >
                Undo
              </Button>
            </>
          )}
        </p>
        {shown && (
          <Button
            size="sm"
            variant="ghost"
            className="ml-auto"
            icon={<X aria-hidden="true" size={14} />}
            onClick={() => remove(shown)}
          >
            Remove {languageLabel(shown.language)}
          </Button>
        )}
      </div>
      {shown ? (
        <div key={shown.language} className="@container px-4 py-4 sm:px-5">
          <div className="grid gap-x-5 gap-y-6 @3xl:grid-cols-2">
            <FileSet
              title="Starter"
              hint="What the candidate begins with. Its first file is opened and tested."
              language={shown.language}
              place={`starters.${shown.language}`}
              files={shown.starters}
              errors={errors}
              onChange={(starters) => put({ ...shown, starters })}
            />
            <FileSet
              title="Reference solution"
              hint="Passes every test. Candidates never see it."
              language={shown.language}
              place={`solutions.${shown.language}`}
              files={shown.solutions}
              errors={errors}
              onChange={(solutions) => put({ ...shown, solutions })}
            />
          </div>
        </div>
      ) : (
        <p className="px-4 py-5 text-13 text-ink-soft sm:px-5">
          No language yet. Add each one in which candidates may answer: it gets a starter and a reference
          solution.
        </p>
      )}
    </div>
  );
}

interface FileSetProps {
  title: string;
  hint: string;
  language: LanguageId;
  /** The name of the set in `errors`. */
  place: string;
  files: FileRow[];
  errors: Record<string, string> | undefined;
  onChange: (files: FileRow[]) => void;
}

function FileSet({ title, hint, language, place, files, errors, onChange }: FileSetProps) {
  const { list, said, canUndo, ...act } = useRows({ rows: files, noun: 'File', onChange });
  const id = useId();
  const { extension, entry } = LANGUAGES[language];
  return (
    <section ref={list} aria-labelledby={id} className="flex min-w-0 flex-col gap-3">
      <div>
        <h3 id={id} className="text-13 font-medium">
          {title}
        </h3>
        <p className="text-13 text-ink-faint">{hint}</p>
      </div>
      {errors?.[place] && <p className="text-13 text-bad">{errors[place]}</p>}
      {files.map((file, at) => (
        <FileFields
          key={file.id}
          file={file}
          at={at}
          count={files.length}
          title={title}
          errors={{
            path: errors?.[`${place}.${at}.path`],
            text: errors?.[`${place}.${at}.text`],
          }}
          onChange={(change) => act.change(at, change)}
          onMove={(by) => act.move(at, by)}
          onRemove={() => act.remove(at)}
        />
      ))}
      <AddBar
        label="Add a file"
        isFull={files.length >= MAX_QUESTION_FILES}
        said={said}
        canUndo={canUndo}
        onAdd={() =>
          act.add({
            id: nextId(files),
            path: files.length === 0 ? entry : `file${files.length + 1}.${extension}`,
            text: '',
          })
        }
        onUndo={act.undo}
      />
    </section>
  );
}

interface FileFieldsProps {
  file: FileRow;
  at: number;
  count: number;
  title: string;
  errors: { path: string | undefined; text: string | undefined };
  onChange: (change: Partial<FileRow>) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

function FileFields({ file, at, count, title, errors, onChange, onMove, onRemove }: FileFieldsProps) {
  const id = useId();
  const name = `${title.toLowerCase()}, file ${at + 1}`;
  const error = errors.path ?? errors.text;
  return (
    <div data-row={file.id} className="flex min-w-0 flex-col gap-1">
      <div className="flex items-center gap-1">
        <input
          data-focus="field"
          aria-label={`Path of ${name}`}
          aria-invalid={errors.path ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          value={file.path}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange({ path: event.target.value })}
          className={clsx(CONTROL_CLASS, 'h-7 font-mono text-12')}
        />
        <RowButtons name={name} at={at} count={count} onMove={onMove} onRemove={onRemove} />
      </div>
      <textarea
        aria-label={`Text of ${name}`}
        aria-invalid={errors.text ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        value={file.text}
        spellCheck={false}
        autoCapitalize="off"
        rows={8}
        onChange={(event) => onChange({ text: event.target.value })}
        className={clsx(
          CONTROL_CLASS,
          'field-sizing-content max-h-[60dvh] min-h-40 resize-y overflow-x-auto py-2 font-mono text-12 whitespace-pre',
        )}
      />
      {error && (
        <p id={`${id}-error`} className="text-13 text-bad">
          {error}
        </p>
      )}
    </div>
  );
}

import { Form, Link, useSubmit } from '@remix-run/react';
import { clsx } from 'clsx';
import { Search } from 'lucide-react';
import { type FormEvent, useEffect, useRef } from 'react';
import { Input } from '#app/components/ui/input.tsx';
import { Select } from '#app/components/ui/select.tsx';
import { DIFFICULTIES, QUESTION_KINDS } from '#core/question.ts';
import { OWNERS, type QuestionListQuery, questionListPath } from './list-query.ts';
import { DIFFICULTY_LABELS, KIND_LABELS } from './question-words.ts';

/** Pause in typing before the list is asked for. */
const ASK_AFTER = 250;

const OWNER_LABELS: Record<(typeof OWNERS)[number], string> = {
  all: 'All',
  mine: 'Mine',
  team: 'Team',
  library: 'Library',
};

const STATE_LABELS: Record<QuestionListQuery['state'], string> = {
  asked: 'In use',
  draft: 'Drafts',
  published: 'Published',
  retired: 'Retired',
};

/** Search and filters of the questions. All of it stands in the address; without scripts Enter submits. */
export function QuestionListControls({ query, tags }: { query: QuestionListQuery; tags: string[] }) {
  const submit = useSubmit();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  // Back and forward change the address: the fields follow, unless somebody is typing.
  useEffect(() => {
    for (const [name, value] of Object.entries(query)) {
      const field = form.current?.elements.namedItem(name);
      if (field instanceof HTMLSelectElement) field.value = String(value);
      if (field instanceof HTMLInputElement && document.activeElement !== field) field.value = String(value);
    }
  }, [query]);
  const ask = (event: FormEvent<HTMLFormElement>) => {
    const { currentTarget, target } = event;
    clearTimeout(timer.current);
    timer.current = setTimeout(
      () => {
        // Fields that are empty stay out of the address.
        const fields = Object.fromEntries(
          [...new FormData(currentTarget)].map(([name, value]) => [name, String(value)]),
        );
        const path = questionListPath(query, fields as Partial<QuestionListQuery>);
        submit(new URLSearchParams(path.split('?')[1] ?? ''), {
          action: '/questions',
          replace: true,
          preventScrollReset: true,
        });
      },
      target instanceof HTMLSelectElement ? 0 : ASK_AFTER,
    );
  };
  const select = (
    name: 'kind' | 'difficulty' | 'tag' | 'state',
    label: string,
    options: [value: string, label: string][],
  ) => (
    <Select
      name={name}
      aria-label={label}
      defaultValue={query[name]}
      className="min-w-0 flex-1 basis-32 sm:max-w-40 [&_select]:h-8 [&_select]:text-13"
    >
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </Select>
  );
  return (
    <div className="flex flex-wrap items-center gap-3">
      <nav
        aria-label="Whose"
        className="inline-flex rounded-control border border-line-control bg-sunken p-0.5"
      >
        {OWNERS.map((of) => (
          <Link
            key={of}
            to={questionListPath(query, { of })}
            aria-current={query.of === of ? 'page' : undefined}
            className={clsx(
              'flex h-7 items-center rounded-[5px] px-3 text-13',
              query.of === of ? 'bg-surface font-medium ring-1 ring-line' : 'text-ink-soft hover:text-ink',
            )}
          >
            {OWNER_LABELS[of]}
          </Link>
        ))}
      </nav>
      <Form
        ref={form}
        role="search"
        action="/questions"
        onChange={ask}
        className="flex min-w-0 flex-1 basis-full flex-wrap items-center gap-2 lg:basis-0"
      >
        {query.of !== 'all' && <input type="hidden" name="of" value={query.of} />}
        <div className="relative min-w-0 flex-1 basis-full sm:basis-52">
          <Search
            aria-hidden="true"
            size={14}
            className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-ink-faint"
          />
          <Input
            type="search"
            name="q"
            aria-label="Search by title or tag"
            placeholder="Title or tag"
            defaultValue={query.q}
            isCompact
            className="pl-8"
          />
        </div>
        {select('kind', 'Kind', [
          ['', 'Any kind'],
          ...QUESTION_KINDS.map((kind): [string, string] => [kind, KIND_LABELS[kind]]),
        ])}
        {select('difficulty', 'Difficulty', [
          ['', 'Any difficulty'],
          ...DIFFICULTIES.map((one): [string, string] => [one, DIFFICULTY_LABELS[one]]),
        ])}
        {select('tag', 'Tag', [
          ['', 'Any tag'],
          ...(query.tag && !tags.includes(query.tag) ? [query.tag, ...tags] : tags).map(
            (tag): [string, string] => [tag, tag],
          ),
        ])}
        {select('state', 'State', Object.entries(STATE_LABELS))}
        <noscript>
          <button type="submit">Show</button>
        </noscript>
      </Form>
    </div>
  );
}

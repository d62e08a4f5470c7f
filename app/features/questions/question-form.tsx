import { Form, Link, useSearchParams } from '@remix-run/react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { FormError } from '#app/components/form-error.tsx';
import { Notice } from '#app/components/notice.tsx';
import { SaveConflict } from '#app/components/save-conflict.tsx';
import { Button, ButtonLink } from '#app/components/ui/button.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { useFormFocus } from '#app/components/use-form-focus.ts';
import { useIsPending } from '#app/components/use-is-pending.ts';
import { withPlainLines } from '#app/features/problem/problem-form.ts';
import { MarkdownField, StatementField } from '#app/features/problem/statement-field.tsx';
import { TestsField } from '#app/features/problem/tests-field.tsx';
import { useKeepTyped } from '#app/features/problem/use-keep-typed.ts';
import { useVersion } from '#app/features/problem/use-version.ts';
import { MAX_FOLLOW_UPS, MAX_HINTS } from '#core/question.ts';
import { BasicsFields } from './basics-fields.tsx';
import { CodeFields } from './code-fields.tsx';
import {
  draftToLists,
  type ListsDraft,
  listsToDraft,
  NO_LISTS,
  type QuestionLists,
} from './question-draft.ts';
import type { QuestionFormText } from './question-form.server.ts';
import { RubricRows } from './rubric-rows.tsx';
import { TextRows } from './text-rows.tsx';

interface QuestionFormProps {
  stored: QuestionFormText & { version: string };
  /** Null for a question that is not stored yet. */
  questionId: string | null;
  answer:
    | { errors: Record<string, string>; values: Record<string, string>; inTheWay: string | null }
    | undefined;
}

/** Everything that a question holds, as a form. */
export function QuestionForm({ stored, questionId, answer }: QuestionFormProps) {
  const form = useFormFocus(answer);
  const isPending = useIsPending();
  const [search] = useSearchParams();
  const { errors, values, inTheWay } = answer ?? {};
  const text: QuestionFormText = { ...stored, ...values };
  const [isEdited, setEdited] = useState(false);
  const [kind, setKind] = useState(text.kind);
  const [lists, setLists] = useState(() => listsToDraft(readLists(text.lists)));
  const sent = useMemo(() => JSON.stringify(draftToLists(lists)), [lists]);
  // The loader answers anew after each attempt; without an answer of the action it was stored.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stored` is new with each answer of the loader
  useEffect(() => {
    if (!answer) setEdited(false);
  }, [stored, answer]);
  useKeepTyped(isEdited && !isPending);
  const edit = () => setEdited(true);
  const change = (part: Partial<ListsDraft>) => {
    setLists((now) => ({ ...now, ...part }));
    edit();
  };
  const version = useVersion(values?.version ?? stored.version);
  const address = questionId ? `/questions/${questionId}` : '/questions';
  const isSaved = search.has('saved') && !isEdited && !answer;
  const isCoding = kind === 'coding';
  return (
    <Form
      ref={form}
      method="post"
      noValidate
      // A field that takes the focus stays clear of the bars at the top and the bottom.
      className="flex flex-col gap-5 [&_input]:scroll-my-28 [&_select]:scroll-my-28 [&_textarea]:scroll-my-28"
    >
      <input type="hidden" name="version" value={version} autoComplete="off" />
      <input type="hidden" name="lists" value={sent} autoComplete="off" />
      {inTheWay && errors?.form ? (
        <SaveConflict
          address={`${address}/edit`}
          message={errors.form}
          version={inTheWay}
          isPending={isPending}
        />
      ) : (
        <FormError message={errors?.form} />
      )}
      {isSaved && (
        <Notice tone="good">
          Saved.{' '}
          <Link to={address} className="font-medium text-accent underline underline-offset-2">
            Look at it, verify and publish
          </Link>
        </Notice>
      )}
      <Card title="What it is">
        <CardBody>
          <BasicsFields text={text} errors={errors} onKind={setKind} onEdit={edit} />
        </CardBody>
      </Card>
      <Card title="What the candidate is asked">
        <CardBody>
          <StatementField
            initialText={withPlainLines(text.statement)}
            error={errors?.statement}
            onEdit={edit}
          />
        </CardBody>
      </Card>
      {(isCoding || lists.code.length > 0) && (
        <Card
          title="Code"
          description="Candidates answer in any of these languages."
          className="overflow-hidden"
        >
          <CodeFields code={lists.code} errors={errors} onChange={(code) => change({ code })} />
        </Card>
      )}
      <Folded isFolded={!isCoding && text.tests.trim() === ''}>
        <Card
          title="Tests"
          description="Publishing needs a visible case and a hidden one. Hidden cases show candidates their name and whether they passed."
          className="overflow-hidden"
        >
          <TestsField initialText={withPlainLines(text.tests)} error={errors?.tests} onEdit={edit} />
        </Card>
      </Folded>
      <Card title="Hints" description="From the gentlest nudge to nearly the answer; given one at a time.">
        <CardBody>
          <TextRows
            rows={lists.hints}
            noun="Hint"
            name="hints"
            max={MAX_HINTS}
            placeholder="What would you like to look up quickly?"
            errors={errors}
            onChange={(hints) => change({ hints })}
          />
        </CardBody>
      </Card>
      <Card
        title="Guide"
        description="Approaches with their costs, common mistakes. Candidates never see it."
      >
        <CardBody>
          <MarkdownField
            name="guide"
            label="Guide"
            previewLabel="As interviewers see it"
            placeholder={'## Approaches\n\nBrute force, O(n²) …'}
            initialText={withPlainLines(text.guide)}
            error={errors?.guide}
            onEdit={edit}
          />
        </CardBody>
      </Card>
      <Card title="Follow-up questions" description="To ask once there is an answer.">
        <CardBody>
          <TextRows
            rows={lists.followUps}
            noun="Question"
            name="followUps"
            max={MAX_FOLLOW_UPS}
            placeholder="What changes if the list does not fit into memory?"
            errors={errors}
            onChange={(followUps) => change({ followUps })}
          />
        </CardBody>
      </Card>
      <Card
        title="Rubric"
        description="What is looked for. People mark it; nothing computes a verdict from it."
      >
        <CardBody>
          <RubricRows rows={lists.rubric} errors={errors} onChange={(rubric) => change({ rubric })} />
        </CardBody>
      </Card>
      <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center gap-3 border-t bg-canvas px-4 py-3 sm:-mx-6 sm:px-6">
        <Button type="submit" variant="primary" isPending={isPending}>
          Save question
        </Button>
        <ButtonLink to={address} variant="ghost">
          {questionId ? 'Back to the question' : 'Cancel'}
        </ButtonLink>
        <span role="status" className="text-13 text-ink-soft">
          {isEdited && !isPending && 'Not saved yet'}
        </span>
      </div>
    </Form>
  );
}

/** Hides what does not belong to this kind of question; what was typed there stays and is sent. */
function Folded({ isFolded, children }: { isFolded: boolean; children: ReactNode }) {
  return <div className={isFolded ? 'hidden' : undefined}>{children}</div>;
}

/** The lists as the server has them, or as they came back; what is none of ours reads as nothing. */
function readLists(text: string): QuestionLists {
  try {
    return JSON.parse(text) as QuestionLists;
  } catch {
    return NO_LISTS;
  }
}

import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { useEffect, useState } from 'react';
import { BackLink } from '#app/components/back-link.tsx';
import { FormError } from '#app/components/form-error.tsx';
import { Notice } from '#app/components/notice.tsx';
import { PageHead } from '#app/components/page-head.tsx';
import { SaveConflict } from '#app/components/save-conflict.tsx';
import { Button, ButtonLink } from '#app/components/ui/button.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { useFormFocus } from '#app/components/use-form-focus.ts';
import { useIsPending } from '#app/components/use-is-pending.ts';
import { withPlainLines } from '#app/features/problem/problem-form.ts';
import { changeProblem, loadProblemPage } from '#app/features/problem/problem-page.server.ts';
import { ProblemView } from '#app/features/problem/problem-view.tsx';
import { StatementField } from '#app/features/problem/statement-field.tsx';
import { TestsField } from '#app/features/problem/tests-field.tsx';
import { useKeepTyped } from '#app/features/problem/use-keep-typed.ts';
import { useVersion } from '#app/features/problem/use-version.ts';
import { passHeaders } from '#app/server/page-headers.ts';

export const headers = passHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Problem of ${data?.interview.title ?? 'an interview'} · Interlace` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return loadProblemPage(request, params.interviewId);
}

export async function action({ request, params }: ActionFunctionArgs) {
  return changeProblem(request, params.interviewId);
}

export default function ProblemPage() {
  const { interview, form, view } = useLoaderData<typeof loader>();
  return (
    <>
      <PageHead
        back={<BackLink to={`/interviews/${interview.id}`}>{interview.title}</BackLink>}
        title="Problem"
        lead="People in the room see the statement beside the editor, and run the tests there."
      />
      {form && <ProblemForm key={interview.id} interviewId={interview.id} stored={form} />}
      {!form && <ProblemView problem={view ?? { statement: '', tests: null }} />}
    </>
  );
}

interface ProblemFormProps {
  interviewId: string;
  stored: { statement: string; tests: string; version: string };
}

function ProblemForm({ interviewId, stored }: ProblemFormProps) {
  const answer = useActionData<typeof action>();
  const form = useFormFocus(answer);
  const isPending = useIsPending();
  const [search] = useSearchParams();
  const [isEdited, setEdited] = useState(false);
  // The loader answers anew after each attempt; without an answer of the action it was stored.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stored` is new with each answer of the loader
  useEffect(() => {
    if (!answer) setEdited(false);
  }, [stored, answer]);
  useKeepTyped(isEdited && !isPending);
  const edit = () => setEdited(true);
  const { errors, values, inTheWay } = answer ?? {};
  const version = useVersion(values?.version ?? stored.version);
  const typed = (field: 'statement' | 'tests') => withPlainLines(values?.[field] ?? stored[field]);
  const isSaved = search.has('saved') && !isEdited && !answer;
  return (
    <Form ref={form} method="post" noValidate className="flex flex-col gap-5">
      <input type="hidden" name="version" value={version} autoComplete="off" />
      {inTheWay && errors?.form ? (
        <SaveConflict
          address={`/interviews/${interviewId}/problem`}
          message={errors.form}
          version={inTheWay}
          isPending={isPending}
        />
      ) : (
        <FormError message={errors?.form} />
      )}
      {isSaved && <Notice tone="good">Saved. People in the room see it now.</Notice>}
      <Card title="What the candidate is asked">
        <CardBody>
          <StatementField initialText={typed('statement')} error={errors?.statement} onEdit={edit} />
        </CardBody>
      </Card>
      <Card
        title="Tests"
        description="Hidden cases show candidates their name and whether they passed, nothing else."
        className="overflow-hidden"
      >
        <TestsField initialText={typed('tests')} error={errors?.tests} onEdit={edit} />
      </Card>
      <div className="sticky bottom-0 -mx-4 flex flex-wrap items-center gap-3 border-t bg-canvas px-4 py-3 sm:-mx-6 sm:px-6">
        <Button type="submit" variant="primary" isPending={isPending}>
          Save problem
        </Button>
        <ButtonLink to={`/interviews/${interviewId}`} variant="ghost">
          Back to the interview
        </ButtonLink>
        <span role="status" className="text-13 text-ink-soft">
          {isEdited && !isPending && 'Not saved yet'}
        </span>
      </div>
    </Form>
  );
}

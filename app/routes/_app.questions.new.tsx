import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { BackLink } from '#app/components/back-link.tsx';
import { PageHead } from '#app/components/page-head.tsx';
import { requireMemberWho } from '#app/features/organisations/member.server.ts';
import { addQuestion } from '#app/features/questions/question-edit.server.ts';
import { writeQuestionForm } from '#app/features/questions/question-form.server.ts';
import { QuestionForm } from '#app/features/questions/question-form.tsx';
import { passHeaders } from '#app/server/page-headers.ts';

export const headers = passHeaders;
export const meta: MetaFunction = () => [{ title: 'New question · Interlace' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { headers } = await requireMemberWho(request, 'write-questions');
  return data({ stored: { ...writeQuestionForm(null), version: '' } }, { headers });
}

export async function action({ request }: ActionFunctionArgs) {
  return addQuestion(request);
}

export default function NewQuestion() {
  const { stored } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHead
        back={<BackLink to="/questions">Questions</BackLink>}
        title="New question"
        lead="A draft, for your team to see. It can be asked by others once it is verified and published."
      />
      <QuestionForm stored={stored} questionId={null} answer={answer} />
    </>
  );
}

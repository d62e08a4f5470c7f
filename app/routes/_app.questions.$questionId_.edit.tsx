import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { BackLink } from '#app/components/back-link.tsx';
import { PageHead } from '#app/components/page-head.tsx';
import { changeQuestion, loadQuestionForm } from '#app/features/questions/question-edit.server.ts';
import { QuestionForm } from '#app/features/questions/question-form.tsx';
import { passHeaders } from '#app/server/page-headers.ts';

export const headers = passHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.question.title ?? 'a question'} · Interlace` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  return loadQuestionForm(request, params.questionId);
}

export async function action({ request, params }: ActionFunctionArgs) {
  return changeQuestion(request, params.questionId);
}

export default function EditQuestion() {
  const { question, stored } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      <PageHead
        back={<BackLink to={`/questions/${question.id}`}>{question.title}</BackLink>}
        title="Edit question"
        lead={
          question.isPublished
            ? 'What you save becomes a new version. Interviews ask the published one until you publish again.'
            : 'Interviews that use an earlier version keep it.'
        }
      />
      <QuestionForm key={question.id} stored={stored} questionId={question.id} answer={answer} />
    </>
  );
}

import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { Sparkles } from 'lucide-react';
import { BackLink } from '#app/components/back-link.tsx';
import { PageHead } from '#app/components/page-head.tsx';
import { ButtonLink } from '#app/components/ui/button.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { EmptyState } from '#app/components/ui/empty-state.tsx';
import { requireMemberWho } from '#app/features/organisations/member.server.ts';
import { DraftForm } from '#app/features/questions/drafting/draft-form.tsx';
import { draftByForm } from '#app/features/questions/drafting/draft-page.server.ts';
import { getModel } from '#app/server/model.server.ts';
import { passHeaders } from '#app/server/page-headers.ts';

export const headers = passHeaders;
export const meta: MetaFunction = () => [{ title: 'Draft a question · Interlace' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { headers } = await requireMemberWho(request, 'write-questions');
  return data({ model: getModel()?.name ?? null }, { headers });
}

export async function action({ request }: ActionFunctionArgs) {
  return draftByForm(request);
}

export default function DraftQuestion() {
  const { model } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <div className="mx-auto max-w-[640px]">
      <PageHead
        back={<BackLink to="/questions">Questions</BackLink>}
        title="Draft a question"
        lead={
          model &&
          `${model} writes statement, code, tests, hints and guide, and the tests are run. You get a draft to edit, publish or reject; nothing is published by itself.`
        }
      />
      <Card>
        {model ? (
          <CardBody>
            <DraftForm answer={answer} />
          </CardBody>
        ) : (
          <EmptyState
            icon={<Sparkles aria-hidden="true" size={28} strokeWidth={1.5} />}
            title="No language model is set up"
            action={<ButtonLink to="/questions/new">Write one by hand</ButtonLink>}
          >
            Whoever runs this installation can set{' '}
            <code className="font-mono text-12">ANTHROPIC_API_KEY</code> for Claude, or{' '}
            <code className="font-mono text-12">OPENAI_API_KEY</code> or{' '}
            <code className="font-mono text-12">OPENAI_BASE_URL</code> for another model. Until then questions
            are written by hand.
          </EmptyState>
        )}
      </Card>
    </div>
  );
}

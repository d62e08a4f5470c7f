import { type ActionFunctionArgs, data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Form, useActionData, useLoaderData, useSearchParams } from '@remix-run/react';
import { Notice } from '#app/components/notice.tsx';
import { PageHead } from '#app/components/page-head.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { useFormFocus } from '#app/components/use-form-focus.ts';
import { useIsPending } from '#app/components/use-is-pending.ts';
import { actOnAccount } from '#app/features/account/account-action.server.ts';
import { PasswordForm } from '#app/features/account/password-form.tsx';
import { requireMember } from '#app/features/organisations/member.server.ts';
import { ThemeForm } from '#app/features/theme/theme-form.tsx';
import { passHeaders } from '#app/server/page-headers.ts';

export const headers = passHeaders;
export const meta: MetaFunction = () => [{ title: 'Account · Interlace' }];

export async function loader({ request }: LoaderFunctionArgs) {
  const { user, displayName, headers } = await requireMember(request);
  return data({ email: user.email, displayName }, { headers });
}

export async function action({ request }: ActionFunctionArgs) {
  return actOnAccount(request);
}

const SAVED: Record<string, string> = {
  name: 'Your name is saved. Rooms show it from your next visit on.',
  password: 'Your password is changed. Other devices are signed out.',
};

export default function Account() {
  const { email, displayName } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const [search] = useSearchParams();
  const saved = SAVED[search.get('saved') ?? ''];
  return (
    <div className="mx-auto max-w-[640px]">
      <PageHead title="Account" lead={email} />
      {saved && !answer && (
        <Notice tone="good" className="mb-5">
          {saved}
        </Notice>
      )}
      <div className="flex flex-col gap-5">
        <NameCard displayName={displayName} answer={answer} />
        <Card title="Theme" description="For this browser.">
          <CardBody>
            <ThemeForm />
          </CardBody>
        </Card>
        <PasswordForm email={email} answer={answer} />
        <Card title="Sessions" description="Lost a device, or used one that is not yours?">
          <CardBody>
            <Form method="post">
              <Button type="submit" name="intent" value="sign-out-everywhere" variant="danger">
                Sign out everywhere
              </Button>
            </Form>
          </CardBody>
        </Card>
      </div>
    </div>
  );
}

type Answer = { errors: Record<string, string>; values: Record<string, string> } | undefined;

function NameCard({ displayName, answer }: { displayName: string; answer: Answer }) {
  const mine = answer?.values.intent === 'name' ? answer : undefined;
  const form = useFormFocus(mine);
  const isPending = useIsPending('name');
  return (
    <Card title="Name" description="Shown to candidates and colleagues in the room.">
      <CardBody>
        <Form ref={form} method="post" noValidate className="flex flex-col items-start gap-4">
          <div className="w-full">
            <Field label="Your name" error={mine?.errors.name}>
              <Input
                name="name"
                autoComplete="name"
                required
                defaultValue={mine?.values.name ?? displayName}
              />
            </Field>
          </div>
          <Button type="submit" name="intent" value="name" isPending={isPending}>
            Save name
          </Button>
        </Form>
      </CardBody>
    </Card>
  );
}

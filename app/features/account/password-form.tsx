import { Form } from '@remix-run/react';
import { useEffect } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { Card, CardBody } from '#app/components/ui/card.tsx';
import { Field } from '#app/components/ui/field.tsx';
import { Input } from '#app/components/ui/input.tsx';
import { useFormFocus } from '#app/components/use-form-focus.ts';
import { useIsPending } from '#app/components/use-is-pending.ts';
import { MIN_PASSWORD_LENGTH } from '#app/features/auth/auth-schemas.ts';

interface PasswordFormProps {
  email: string;
  answer: { errors: Record<string, string>; values: Record<string, string> } | undefined;
}

/** Changes the password; asks for the present one, so that an open session alone cannot. */
export function PasswordForm({ email, answer }: PasswordFormProps) {
  const mine = answer?.values.intent === 'password' ? answer : undefined;
  const form = useFormFocus(mine);
  const isPending = useIsPending('password');
  // After success the page shows no answer: what was typed must not stay in the fields.
  useEffect(() => {
    if (!isPending && !mine) form.current?.reset();
  }, [isPending, mine, form]);
  return (
    <Card title="Password" description="Changing it signs out your other devices.">
      <CardBody>
        <Form ref={form} method="post" noValidate className="flex flex-col gap-4">
          <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
          <Field label="Present password" error={mine?.errors.currentPassword}>
            <Input name="currentPassword" type="password" autoComplete="current-password" required />
          </Field>
          <Field
            label="New password"
            error={mine?.errors.newPassword}
            hint={`At least ${MIN_PASSWORD_LENGTH} characters.`}
          >
            <Input
              name="newPassword"
              type="password"
              autoComplete="new-password"
              minLength={MIN_PASSWORD_LENGTH}
              required
            />
          </Field>
          <Button type="submit" name="intent" value="password" className="self-start" isPending={isPending}>
            Change password
          </Button>
        </Form>
      </CardBody>
    </Card>
  );
}

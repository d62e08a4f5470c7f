import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { z } from 'zod';
import { requireMember } from '#app/features/organisations/member.server.ts';
import { chooseOrganisation } from '#app/features/organisations/organisation-cookie.server.ts';

/** `POST /organisations/choose` with `organisationId`: shows that organisation's things from now on. */
export async function action({ request }: ActionFunctionArgs) {
  const form = await request.formData();
  const { organisations, headers } = await requireMember(request);
  const id = z.uuid().nullable().catch(null).parse(form.get('organisationId'));
  const chosen = organisations.find((organisation) => organisation.id === id);
  if (chosen) headers.append('set-cookie', await chooseOrganisation(chosen.id));
  return redirect('/interviews', { headers });
}

export function loader() {
  return redirect('/interviews');
}

import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Form, useLoaderData } from '@remix-run/react';
import { FocusedPage } from '#app/components/focused-page.tsx';
import { Avatar } from '#app/components/ui/avatar.tsx';
import { Button } from '#app/components/ui/button.tsx';
import { useIsPending } from '#app/components/use-is-pending.ts';
import { useRevalidateEvery } from '#app/components/use-revalidate-every.ts';
import { getHostName } from '#app/features/lobby/host.server.ts';
import { LobbyState } from '#app/features/lobby/lobby-state.tsx';
import { forgetGuest } from '#app/features/participants/guest-cookie.server.ts';
import { leaveLobby } from '#app/features/participants/join.server.ts';
import { getRoomEntry } from '#app/features/participants/room-entry.server.ts';
import { requirePageRateLimits } from '#app/features/rate-limit/rate-limit.server.ts';
import { pageError } from '#app/server/error-response.server.ts';
import { passHeaders } from '#app/server/page-headers.ts';
import { isOver } from '#core/interview-status.ts';

/** How often the page asks whether somebody has decided. */
const ASK_EVERY = 2000;

export const headers = passHeaders;
export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.admission === 'waiting' ? 'Waiting' : 'Lobby'}: ${data?.title ?? ''} · Interlace` },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { entry, headers } = await getRoomEntry(request, params.interviewId ?? '');
  if (!entry) throw pageError('link_invalid', headers);
  if (isOver(entry.status)) throw redirect(`/ended/${entry.interviewId}`, { headers });
  if (entry.admission === 'admitted') throw redirect(`/room/${entry.interviewId}`, { headers });
  await requirePageRateLimits([['lobby:participant', entry.participantId]]);
  return data(
    {
      admission: entry.admission,
      title: entry.title,
      organisationName: entry.organisationName,
      hostName: await getHostName(entry.interviewId),
      name: entry.name,
      colour: entry.colour,
      role: entry.role,
    },
    { headers },
  );
}

/** Leaving: the interviewers no longer see this person waiting. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { entry, headers } = await getRoomEntry(request, params.interviewId ?? '');
  if (!entry) throw pageError('link_invalid', headers);
  if (!entry.isMember) {
    await leaveLobby(entry.interviewId, entry.participantId);
    headers.append('set-cookie', await forgetGuest(request, entry.interviewId));
  }
  throw redirect(`/ended/${entry.interviewId}`, { headers });
}

export default function Lobby() {
  const lobby = useLoaderData<typeof loader>();
  const isLeaving = useIsPending();
  useRevalidateEvery(ASK_EVERY, { isInBackground: true });
  return (
    <FocusedPage
      width="wide"
      title={lobby.title}
      lead={`${lobby.organisationName}${lobby.hostName ? `, hosted by ${lobby.hostName}` : ''}`}
    >
      <LobbyState admission={lobby.admission} role={lobby.role} />
      <div className="mt-6 flex flex-wrap items-center justify-between gap-3 border-t pt-5">
        <p className="flex min-w-0 items-center gap-2 text-13 text-ink-soft">
          <Avatar name={lobby.name} person={lobby} isDecorative />
          <span className="truncate">You are {lobby.name}</span>
        </p>
        <Form method="post">
          <Button type="submit" variant="ghost" isPending={isLeaving}>
            Leave
          </Button>
        </Form>
      </div>
      <noscript>
        <p className="mt-4 text-13 text-ink-soft">Reload this page to see whether you were let in.</p>
      </noscript>
    </FocusedPage>
  );
}

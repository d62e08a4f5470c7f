import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, redirect } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { Wordmark } from '#app/components/wordmark.tsx';
import { requireRoomEntry } from '#app/features/participants/room-entry.server.ts';
import { readPlan } from '#app/features/questions/plan.server.ts';
import { getEnv } from '#app/server/env.server.ts';
import { getServiceClient } from '#app/server/supabase.server.ts';
import { isOver } from '#core/interview-status.ts';
import { can } from '#core/roles.ts';

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { entry, headers } = await requireRoomEntry(request, params.interviewId ?? '');
  const { admission, allowsAssistant, ...visitor } = entry;
  if (isOver(entry.status)) {
    throw redirect(entry.isMember ? `/interviews/${entry.interviewId}` : `/ended/${entry.interviewId}`, {
      headers,
    });
  }
  if (admission !== 'admitted') throw redirect(`/lobby/${entry.interviewId}`, { headers });
  const plan =
    entry.isMember && can(entry.role, 'ask') ? await readPlan(getServiceClient(), entry.interviewId) : [];
  return data(
    {
      visitor: {
        ...visitor,
        plan: plan.map(({ id, title }) => ({ id, title })),
        assistant: allowsAssistant ? { maxQuestions: getEnv().ASSISTANT_MAX_MESSAGES } : null,
      },
    },
    { headers },
  );
}

/** The page holds a live line; what its loader knew at the start stays as it was. */
export const shouldRevalidate = () => false;

export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded ? `${loaded.visitor.title} · Interlace` : 'Interlace' },
];

const loadRoom = () => import('#app/features/room/room-page.client.tsx');
const RoomPage = lazy(async () => ({ default: (await loadRoom()).RoomPage }));

if (typeof document !== 'undefined') {
  // Both at once: one behind the other would cost a round trip before the first line of code.
  void loadRoom();
  void import('#app/features/editor/code-editor.client.tsx');
}

export default function RoomRoute() {
  const { visitor } = useLoaderData<typeof loader>();
  const isBrowser = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  const opening = <Opening title={visitor.title} />;
  if (!isBrowser) return opening;
  return (
    <Suspense fallback={opening}>
      <RoomPage visitor={visitor} />
    </Suspense>
  );
}

/** The room's outline while its parts arrive. */
function Opening({ title }: { title: string }) {
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <header className="flex h-11 shrink-0 items-center gap-3 border-b border-line bg-canvas px-3">
        <Wordmark isMarkOnly />
        <h1 className="truncate text-13 font-semibold">{title}</h1>
      </header>
      <main aria-busy="true" className="flex min-h-0 flex-1 bg-surface">
        <div className="w-[220px] border-r border-line bg-canvas max-sm:hidden" />
        <p role="status" className="p-6 text-13 text-ink-faint">
          Opening the room
        </p>
      </main>
      <footer className="h-6.5 shrink-0 border-t border-line bg-canvas" />
    </div>
  );
}

const neverChanges = () => () => undefined;

import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import type { ReplayPageData } from '#app/features/replay/replay-data.ts';
import { TapeWaiting } from '#app/features/replay/tape-notice.tsx';
import { recordView, requireReplayPage, rightsOf } from '#app/features/replay/viewer.server.ts';
import { passHeaders } from '#app/server/page-headers.ts';
import { isOver } from '#core/interview-status.ts';

export const headers = passHeaders;
export const meta: MetaFunction<typeof loader> = ({ data: loaded }) => [
  { title: loaded ? `Replay of ${loaded.title} · Interlace` : 'Interlace' },
];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const visit = await requireReplayPage(request, params.interviewId ?? '');
  const { viewer, interview, headers } = visit;
  await recordView(visit, 'page');
  const { canComment, canShare, canRun, seesNotes } = rightsOf(viewer);
  const page: ReplayPageData = {
    interviewId: interview.interviewId,
    title: interview.title,
    candidateName: interview.candidateName,
    viewer: {
      kind: viewer.kind === 'member' ? 'member' : 'link',
      name: viewer.name,
      canComment,
      canShare,
      canRun,
      seesNotes,
    },
    isLive: !isOver(interview.status),
  };
  return data(page, { headers });
}

/** What the loader knew at the start stays; the tape tells the rest. */
export const shouldRevalidate = () => false;

const loadPage = () => import('#app/features/replay/replay-page.client.tsx');
const ReplayPage = lazy(async () => ({ default: (await loadPage()).ReplayPage }));
if (typeof document !== 'undefined') void loadPage();

export default function ReplayRoute() {
  const page = useLoaderData<typeof loader>();
  const isBrowser = useSyncExternalStore(
    neverChanges,
    () => true,
    () => false,
  );
  const opening = <TapeWaiting title={page.title} message={null} interviewId={null} />;
  if (!isBrowser) return opening;
  return (
    <Suspense fallback={opening}>
      <ReplayPage data={page} />
    </Suspense>
  );
}

const neverChanges = () => () => undefined;

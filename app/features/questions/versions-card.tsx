import { Link } from '@remix-run/react';
import { clsx } from 'clsx';
import { Time } from '#app/components/time.tsx';
import { Card } from '#app/components/ui/card.tsx';
import type { QuestionVersion } from './question-store.server.ts';

interface VersionsCardProps {
  questionId: string;
  versions: QuestionVersion[];
  /** The one that the page shows. */
  shown: number;
  publishedVersion: number | null;
}

/** What was published when, and by whom; each version can be looked at. */
export function VersionsCard({ questionId, versions, shown, publishedVersion }: VersionsCardProps) {
  const latest = versions[0]?.version;
  return (
    <Card title="Versions" className="overflow-hidden">
      <ol className="flex flex-col text-13">
        {versions.map(({ version, createdAt, createdBy, publishedAt, publishedBy }) => (
          <li
            key={version}
            className={clsx(
              'relative border-b px-4 py-2.5 last:border-b-0 sm:px-5',
              version === shown ? 'bg-accent-wash/50' : 'hover:bg-hover/60',
            )}
          >
            <Link
              to={
                version === latest
                  ? `/questions/${questionId}`
                  : `/questions/${questionId}?version=${version}`
              }
              aria-current={version === shown ? 'true' : undefined}
              preventScrollReset
              className="font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
            >
              Version {version}
            </Link>
            {version === publishedVersion && <span className="text-good"> · asked now</span>}
            <p className="text-ink-soft">
              {publishedAt ? (
                <>
                  Published <Time value={publishedAt} />
                  {publishedBy && ` by ${publishedBy}`}
                </>
              ) : (
                <>
                  Begun <Time value={createdAt} />
                  {createdBy && ` by ${createdBy}`}, not published
                </>
              )}
            </p>
          </li>
        ))}
      </ol>
    </Card>
  );
}

import type { ReactNode } from 'react';

interface PageHeadProps {
  title: string;
  /** Beside the title: a state. */
  badge?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  /** Above the title: the way back. */
  back?: ReactNode;
}

/** Title of a page with what can be done on it. */
export function PageHead({ title, badge, lead, actions, back }: PageHeadProps) {
  return (
    <div className="mb-5">
      {back && <div className="mb-2 text-13">{back}</div>}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-20 font-semibold tracking-tight break-words">{title}</h1>
            {badge}
          </div>
          {lead && <p className="text-13 text-ink-soft">{lead}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
    </div>
  );
}

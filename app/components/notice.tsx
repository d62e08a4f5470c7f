import { clsx } from 'clsx';
import { CircleAlert, CircleCheck, Info } from 'lucide-react';
import type { ReactNode } from 'react';

export type NoticeTone = 'info' | 'good' | 'warn' | 'bad';

const LOOKS = {
  info: { className: 'border-line bg-sunken text-ink', icon: Info, iconClassName: 'text-ink-soft' },
  good: {
    className: 'border-transparent bg-good-wash text-ink',
    icon: CircleCheck,
    iconClassName: 'text-good',
  },
  warn: {
    className: 'border-transparent bg-warn-wash text-ink',
    icon: CircleAlert,
    iconClassName: 'text-warn',
  },
  bad: { className: 'border-transparent bg-bad-wash text-ink', icon: CircleAlert, iconClassName: 'text-bad' },
} as const;

interface NoticeProps {
  /** Errors are read out at once, the rest when there is a pause. */
  tone?: NoticeTone;
  className?: string;
  children: ReactNode;
}

/** A sentence about the page as a whole: what happened and what to do next. */
export function Notice({ tone = 'info', className, children }: NoticeProps) {
  const look = LOOKS[tone];
  const Icon = look.icon;
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      className={clsx(
        'flex items-start gap-2.5 rounded-control border px-3 py-2.5 text-13',
        look.className,
        className,
      )}
    >
      <Icon aria-hidden="true" size={16} className={clsx('mt-0.5 shrink-0', look.iconClassName)} />
      <div className="min-w-0">{children}</div>
    </div>
  );
}

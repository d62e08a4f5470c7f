import { CircleCheck, CircleDashed, CirclePause, CirclePlay, CircleSlash, Unplug } from 'lucide-react';
import { Badge, type BadgeTone } from '#app/components/ui/badge.tsx';
import type { InterviewStatus } from '#core/interview-status.ts';

const LOOKS = {
  created: { label: 'Not started', tone: 'neutral', icon: CircleDashed },
  in_progress: { label: 'In progress', tone: 'accent', icon: CirclePlay },
  paused: { label: 'Paused', tone: 'warn', icon: CirclePause },
  interrupted: { label: 'Interrupted', tone: 'warn', icon: Unplug },
  completed: { label: 'Completed', tone: 'neutral', icon: CircleCheck },
  abandoned: { label: 'Abandoned', tone: 'neutral', icon: CircleSlash },
} as const satisfies Record<InterviewStatus, { label: string; tone: BadgeTone; icon: unknown }>;

/** Where an interview stands, in one or two words. */
export function StatusBadge({ status }: { status: InterviewStatus }) {
  const { label, tone, icon: Icon } = LOOKS[status];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden="true" size={12} />}>
      {label}
    </Badge>
  );
}

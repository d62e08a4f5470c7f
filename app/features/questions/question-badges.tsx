import { Archive, CircleCheck, CircleDashed, Library } from 'lucide-react';
import { Badge, type BadgeTone } from '#app/components/ui/badge.tsx';
import type { QuestionState } from '#core/question.ts';

const LOOKS = {
  draft: { label: 'Draft', tone: 'neutral', icon: CircleDashed },
  published: { label: 'Published', tone: 'good', icon: CircleCheck },
  retired: { label: 'Retired', tone: 'neutral', icon: Archive },
} as const satisfies Record<QuestionState, { label: string; tone: BadgeTone; icon: unknown }>;

/** Where a question stands, in a word; two words where it was changed since it was published. */
export function StateBadge({ state, hasChanges = false }: { state: QuestionState; hasChanges?: boolean }) {
  const { label, tone, icon: Icon } = LOOKS[state];
  return (
    <>
      <Badge tone={tone} icon={<Icon aria-hidden="true" size={12} />}>
        {label}
      </Badge>
      {hasChanges && state === 'published' && <Badge tone="warn">Changed since</Badge>}
    </>
  );
}

/** Says that a question comes with Interlace. */
export function LibraryBadge() {
  return <Badge icon={<Library aria-hidden="true" size={12} />}>Library</Badge>;
}

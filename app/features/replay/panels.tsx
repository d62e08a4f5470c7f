import { ChartSpline, GitFork, type LucideIcon, MessageSquare, Share2 } from 'lucide-react';
import type { ComponentType } from 'react';
import { CommentsPanel } from './comments/comments-panel.tsx';
import { CurvePanel } from './curve/curve-panel.tsx';
import { ForkPanel } from './fork/fork-panel.tsx';
import type { ReplayViewer } from './replay-data.ts';
import { SharingPanel } from './sharing/sharing-panel.tsx';

/** A panel at the side of the replay. It reads `useReplay()`. */
export interface ReplayPanel {
  id: string;
  /** One or two words, on its tab. */
  label: string;
  icon: LucideIcon;
  Component: ComponentType;
  /** Who has it; everybody where this is missing. */
  isFor?: (viewer: ReplayViewer) => boolean;
}

/** Panels after the page's own, in the order of their tabs. */
export const REPLAY_PANELS: readonly ReplayPanel[] = [
  { id: 'comments', label: 'Comments', icon: MessageSquare, Component: CommentsPanel },
  { id: 'correctness', label: 'Correctness', icon: ChartSpline, Component: CurvePanel },
  { id: 'fork', label: 'Fork the past', icon: GitFork, Component: ForkPanel },
  {
    id: 'sharing',
    label: 'Sharing',
    icon: Share2,
    Component: SharingPanel,
    isFor: ({ kind }) => kind === 'member',
  },
];

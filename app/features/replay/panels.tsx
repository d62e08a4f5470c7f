import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';

/** A panel at the side of the replay. It reads `useReplay()`. */
export interface ReplayPanel {
  id: string;
  /** One or two words, on its tab. */
  label: string;
  icon: LucideIcon;
  Component: ComponentType;
}

/** Panels after the page's own, in the order of their tabs. */
export const REPLAY_PANELS: readonly ReplayPanel[] = [];

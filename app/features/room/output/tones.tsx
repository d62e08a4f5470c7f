import { Ban, CircleCheck, CircleX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { OutcomeLook } from './outcome.ts';

/** Colour and icon of an outcome; the word beside them says the same. */
export const TONES: Record<OutcomeLook['tone'], { className: string; icon: ReactNode }> = {
  good: { className: 'text-good', icon: <CircleCheck aria-hidden="true" size={14} className="shrink-0" /> },
  bad: { className: 'text-bad', icon: <CircleX aria-hidden="true" size={14} className="shrink-0" /> },
  warn: { className: 'text-warn', icon: <TriangleAlert aria-hidden="true" size={14} className="shrink-0" /> },
  neutral: { className: 'text-ink-soft', icon: <Ban aria-hidden="true" size={14} className="shrink-0" /> },
};

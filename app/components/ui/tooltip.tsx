import { Tooltip as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Kbd } from './kbd.tsx';

/** How long a pointer rests before a tip shows: shorter and tips flash while one crosses the bar. */
const DELAY = 400;

/** Around everything that has tips: after the first one the next ones show at once. */
export function TooltipProvider({ children }: { children: ReactNode }) {
  return <Radix.Provider delayDuration={DELAY}>{children}</Radix.Provider>;
}

interface TooltipProps {
  /** What the control is or does; the control has a name of its own for readers. */
  text: ReactNode;
  shortcut?: string | undefined;
  /** One control. */
  children: ReactNode;
  side?: 'top' | 'bottom' | 'left' | 'right';
}

/** Words beside a control while the pointer rests on it or the focus is there. */
export function Tooltip({ text, shortcut, children, side = 'bottom' }: TooltipProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="ui-fade z-50 flex max-w-[280px] items-center gap-2 rounded-control border border-line bg-raised px-2 py-1 text-12 text-ink shadow-float"
        >
          {text}
          {shortcut && <Kbd>{shortcut}</Kbd>}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

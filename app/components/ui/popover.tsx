import { Popover as Radix } from 'radix-ui';
import type { ReactNode } from 'react';

interface PopoverProps {
  /** The element that opens it: one button. */
  trigger: ReactNode;
  /** Read out when it opens. */
  label: string;
  children: ReactNode;
}

/** A small panel at a button. Escape or a press beside it closes it and gives the focus back. */
export function Popover({ trigger, label, children }: PopoverProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align="end"
          sideOffset={6}
          collisionPadding={8}
          className="ui-rise z-50 w-[320px] max-w-[calc(100vw-16px)] rounded-card border border-line bg-raised shadow-float outline-none"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

import { clsx } from 'clsx';
import { Check, ChevronRight } from 'lucide-react';
import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { Kbd } from './kbd.tsx';

const CONTENT =
  'ui-rise z-50 min-w-[200px] max-h-(--radix-dropdown-menu-content-available-height) overflow-y-auto rounded-[8px] border border-line bg-raised p-1 text-13 shadow-float';
const ITEM =
  'flex h-7 cursor-default items-center gap-2 rounded-[5px] px-2 outline-none select-none data-[highlighted]:bg-hover data-[disabled]:text-ink-faint';

interface MenuProps {
  /** The element that opens it: one button. */
  trigger: ReactNode;
  children: ReactNode;
  align?: 'start' | 'end';
  /** Given when something else than the trigger opens it, for example a right click. */
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
}

/** A list of actions that drops from a button. Arrow keys move, letters search, Escape closes. */
export function Menu({ trigger, children, align = 'end', isOpen, onOpenChange }: MenuProps) {
  return (
    <Radix.Root
      modal={false}
      {...(isOpen !== undefined && { open: isOpen })}
      {...(onOpenChange && { onOpenChange })}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content align={align} sideOffset={4} collisionPadding={8} className={CONTENT}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface MenuItemProps {
  onSelect: () => void;
  icon?: ReactNode;
  /** As shown to people, for example `Ctrl K`. */
  shortcut?: string | undefined;
  isDisabled?: boolean;
  isDanger?: boolean;
  children: ReactNode;
}

export function MenuItem({
  onSelect,
  icon,
  shortcut,
  isDisabled = false,
  isDanger = false,
  children,
}: MenuItemProps) {
  return (
    <Radix.Item
      disabled={isDisabled}
      onSelect={onSelect}
      className={clsx(ITEM, isDanger ? 'text-bad' : 'text-ink')}
    >
      <span aria-hidden="true" className="flex w-4 justify-center text-ink-faint">
        {icon}
      </span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </Radix.Item>
  );
}

/** An item that is on or off. */
export function MenuToggle({
  isOn,
  onChange,
  shortcut,
  children,
}: {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  shortcut?: string | undefined;
  children: ReactNode;
}) {
  return (
    <Radix.CheckboxItem checked={isOn} onCheckedChange={onChange} className={ITEM}>
      <span aria-hidden="true" className="flex w-4 justify-center text-accent">
        {isOn && <Check size={14} />}
      </span>
      <span className="min-w-0 flex-1 truncate">{children}</span>
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </Radix.CheckboxItem>
  );
}

/** An item that opens a further list. */
export function MenuMore({
  label,
  icon,
  children,
}: {
  label: string;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Radix.Sub>
      <Radix.SubTrigger className={clsx(ITEM, 'data-[state=open]:bg-hover')}>
        <span aria-hidden="true" className="flex w-4 justify-center text-ink-faint">
          {icon}
        </span>
        <span className="min-w-0 flex-1 truncate">{label}</span>
        <ChevronRight aria-hidden="true" size={14} className="text-ink-faint" />
      </Radix.SubTrigger>
      <Radix.Portal>
        <Radix.SubContent sideOffset={4} collisionPadding={8} className={CONTENT}>
          {children}
        </Radix.SubContent>
      </Radix.Portal>
    </Radix.Sub>
  );
}

export function MenuLine() {
  return <Radix.Separator className="mx-1 my-1 h-px bg-line" />;
}

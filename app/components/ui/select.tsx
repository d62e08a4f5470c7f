import { clsx } from 'clsx';
import { ChevronDown } from 'lucide-react';
import { forwardRef, type SelectHTMLAttributes } from 'react';
import { CONTROL_CLASS } from './control-class.ts';
import { useFieldControl } from './field.tsx';

/** The browser's own list, so that it works without scripts, by keyboard and on phones. */
export const Select = forwardRef<HTMLSelectElement, SelectHTMLAttributes<HTMLSelectElement>>(function Select(
  { className, children, ...rest },
  ref,
) {
  return (
    <div className={clsx('relative min-w-0', className)}>
      <select
        {...useFieldControl()}
        {...rest}
        ref={ref}
        className={clsx(CONTROL_CLASS, 'h-9 appearance-none truncate pr-8 text-14')}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden="true"
        size={16}
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-ink-faint"
      />
    </div>
  );
});

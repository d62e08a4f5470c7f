import { clsx } from 'clsx';
import { forwardRef, type InputHTMLAttributes } from 'react';
import { CONTROL_CLASS } from './control-class.ts';
import { useFieldControl } from './field.tsx';

interface InputProps extends InputHTMLAttributes<HTMLInputElement> {
  /** As high as a button, for toolbars and beside buttons. */
  isCompact?: boolean;
  /** For links and codes that are read sign by sign. */
  isMono?: boolean;
}

/** One line of text. Inside a Field it takes the field's label, hint and error. */
export const Input = forwardRef<HTMLInputElement, InputProps>(function Input(
  { className, isCompact = false, isMono = false, ...rest },
  ref,
) {
  return (
    <input
      {...useFieldControl()}
      {...rest}
      ref={ref}
      className={clsx(
        CONTROL_CLASS,
        isCompact ? 'h-8' : 'h-9',
        isMono ? 'font-mono text-12' : isCompact ? 'text-13' : 'text-14',
        className,
      )}
    />
  );
});

import { clsx } from 'clsx';
import { forwardRef, type TextareaHTMLAttributes } from 'react';
import { CONTROL_CLASS } from './control-class.ts';
import { useFieldControl } from './field.tsx';

interface TextareaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  /** For code and data that are read sign by sign. */
  isMono?: boolean;
}

/** Several lines of text. Inside a Field it takes the field's label, hint and error. */
export const Textarea = forwardRef<HTMLTextAreaElement, TextareaProps>(function Textarea(
  { className, isMono = false, ...rest },
  ref,
) {
  return (
    <textarea
      {...useFieldControl()}
      {...rest}
      ref={ref}
      className={clsx(
        CONTROL_CLASS,
        'min-h-20 resize-y py-2',
        isMono ? 'font-mono text-12' : 'text-14',
        className,
      )}
    />
  );
});

import { clsx } from 'clsx';
import { forwardRef, type TextareaHTMLAttributes } from 'react';
import { CONTROL_CLASS } from './control-class.ts';
import { useFieldControl } from './field.tsx';

/** Several lines of text. Inside a Field it takes the field's label, hint and error. */
export const Textarea = forwardRef<HTMLTextAreaElement, TextareaHTMLAttributes<HTMLTextAreaElement>>(
  function Textarea({ className, ...rest }, ref) {
    return (
      <textarea
        {...useFieldControl()}
        {...rest}
        ref={ref}
        className={clsx(CONTROL_CLASS, 'min-h-20 resize-y py-2 text-14', className)}
      />
    );
  },
);

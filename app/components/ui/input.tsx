import { clsx } from 'clsx';
import { forwardRef, type InputHTMLAttributes } from 'react';
import { CONTROL_CLASS } from './control-class.ts';
import { useFieldControl } from './field.tsx';

/** One line of text. Inside a Field it takes the field's label, hint and error. */
export const Input = forwardRef<HTMLInputElement, InputHTMLAttributes<HTMLInputElement>>(function Input(
  { className, ...rest },
  ref,
) {
  return (
    <input {...useFieldControl()} {...rest} ref={ref} className={clsx(CONTROL_CLASS, 'h-9', className)} />
  );
});

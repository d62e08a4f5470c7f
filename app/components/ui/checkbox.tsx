import { clsx } from 'clsx';
import { forwardRef, type InputHTMLAttributes, type ReactNode, useId } from 'react';

interface CheckboxProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'type'> {
  label: ReactNode;
  /** Said before somebody decides; read out with the box. */
  hint?: ReactNode;
  error?: string | undefined;
}

/** A box with the sentence that one agrees to; the sentence is part of the target. */
export const Checkbox = forwardRef<HTMLInputElement, CheckboxProps>(function Checkbox(
  { label, hint, error, className, ...rest },
  ref,
) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  return (
    <div className={clsx('flex flex-col gap-1.5', className)}>
      <div className="flex items-start gap-2.5">
        <input
          {...rest}
          ref={ref}
          id={id}
          type="checkbox"
          aria-invalid={error ? true : undefined}
          aria-describedby={[errorId, hintId].filter(Boolean).join(' ') || undefined}
          className="mt-0.5 size-4.5 shrink-0 accent-accent"
        />
        <label htmlFor={id} className="text-14 text-ink">
          {label}
        </label>
      </div>
      {error && (
        <p id={errorId} className="pl-7 text-13 text-bad">
          {error}
        </p>
      )}
      {hint && (
        <p id={hintId} className="pl-7 text-13 text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  );
});

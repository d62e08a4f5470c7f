import { CircleAlert } from 'lucide-react';
import { createContext, type ReactNode, useContext, useId } from 'react';

interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

const FieldContext = createContext<FieldControl | null>(null);

/** What ties an input to the label, hint and error of the field around it. Empty outside a field. */
export function useFieldControl(): Partial<FieldControl> {
  return useContext(FieldContext) ?? {};
}

interface FieldProps {
  label: string;
  /** Said before somebody types. */
  hint?: ReactNode;
  /** What is wrong and what to do; read out with the control. */
  error?: string | undefined;
  /** Beside the label, for example a link. */
  aside?: ReactNode;
  isOptional?: boolean;
  /** One control: Input, Select or Textarea. */
  children: ReactNode;
}

/** A label with its control, a hint and the place for an error. */
export function Field({ label, hint, error, aside, isOptional = false, children }: FieldProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const errorId = error ? `${id}-error` : undefined;
  const describedBy = [errorId, hintId].filter(Boolean).join(' ') || undefined;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <div className="flex items-baseline justify-between gap-4">
        <label htmlFor={id} className="text-13 font-medium text-ink">
          {label}
          {isOptional && <span className="font-normal text-ink-faint"> (optional)</span>}
        </label>
        {aside}
      </div>
      <FieldContext.Provider
        value={{ id, 'aria-describedby': describedBy, 'aria-invalid': error ? true : undefined }}
      >
        {children}
      </FieldContext.Provider>
      {error && (
        <p id={errorId} className="flex items-start gap-1.5 text-13 text-bad">
          <CircleAlert aria-hidden="true" size={14} className="mt-[3px] shrink-0" />
          {error}
        </p>
      )}
      {hint && (
        <p id={hintId} className="text-13 text-ink-faint">
          {hint}
        </p>
      )}
    </div>
  );
}

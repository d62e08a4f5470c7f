import { useEffect, useRef } from 'react';

/**
 * Moves the focus to the first field that is wrong, or to the message of the whole form, each time the server
 * answers with errors. Give the ref to the form.
 */
export function useFormFocus(answer: { errors: Record<string, string> } | null | undefined) {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (!answer || Object.keys(answer.errors).length === 0) return;
    const target = form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-form-error]');
    target?.focus();
  }, [answer]);
  return form;
}

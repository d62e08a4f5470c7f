import { Notice } from './notice.tsx';

/** What is wrong with a form as a whole. Takes the focus when no field is to blame. */
export function FormError({ message }: { message: string | undefined }) {
  if (!message) return null;
  return (
    <div data-form-error tabIndex={-1} className="rounded-control">
      <Notice tone="bad">{message}</Notice>
    </div>
  );
}

import { type FormEvent, type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { Button } from '#app/components/ui/button.tsx';
import { Kbd } from '#app/components/ui/kbd.tsx';
import { Textarea } from '#app/components/ui/textarea.tsx';
import { MAX_COMMENT_LENGTH } from '#core/replay-protocol.ts';

interface BodyFormProps {
  /** Names the field. */
  label: string;
  placeholder?: string;
  initial?: string;
  /** On its button, a verb. */
  action: string;
  takesFocus?: boolean;
  /** Null once it is kept, else what went wrong: the text then stays. */
  onSubmit: (body: string) => Promise<string | null>;
  onCancel?: () => void;
  /** Whether there is text, each time that changes. */
  onFill?: (hasText: boolean) => void;
  /** Between the field and the buttons. */
  children?: ReactNode;
}

/** A text and the button that sends it; Ctrl+Enter or Cmd+Enter does the same. What could not be sent stays in the field. */
export function BodyForm(props: BodyFormProps) {
  const {
    label,
    placeholder,
    initial = '',
    action,
    takesFocus,
    onSubmit,
    onCancel,
    onFill,
    children,
  } = props;
  const [body, setBody] = useState(initial);
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();

  const change = (text: string) => {
    const hasText = text.trim() !== '';
    if (hasText !== (body.trim() !== '')) onFill?.(hasText);
    setBody(text);
  };
  const submit = async () => {
    if (isPending) return;
    let said = checkBody(body);
    if (said === null) {
      setPending(true);
      said = await onSubmit(body.trim());
      setPending(false);
    }
    setProblem(said);
    if (said === null) change(initial);
    else field.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
      event.preventDefault();
      void submit();
    }
    // Unsaved words are not thrown away by one key.
    if (event.key === 'Escape' && onCancel && body === initial) {
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Textarea
        ref={field}
        id={id}
        value={body}
        placeholder={placeholder}
        autoFocus={takesFocus}
        aria-invalid={problem !== null || undefined}
        aria-describedby={problem !== null ? `${id}-problem` : undefined}
        className="min-h-16 text-13"
        onChange={(event) => change(event.target.value)}
        onKeyDown={press}
      />
      {problem !== null && (
        <p id={`${id}-problem`} role="alert" className="text-13 text-bad">
          {problem}
        </p>
      )}
      {children}
      <div className="flex items-center justify-end gap-2">
        <span className="mr-auto max-sm:hidden">
          <Kbd>Ctrl Enter</Kbd>
        </span>
        {onCancel && (
          <Button size="sm" variant="ghost" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button size="sm" variant="primary" type="submit" isPending={isPending}>
          {action}
        </Button>
      </div>
    </form>
  );
}

function checkBody(body: string): string | null {
  const length = body.trim().length;
  if (length === 0) return 'Write something first.';
  if (length <= MAX_COMMENT_LENGTH) return null;
  return `Too long by ${length - MAX_COMMENT_LENGTH} characters. Shorten it, or write two comments.`;
}

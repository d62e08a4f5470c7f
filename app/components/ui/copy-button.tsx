import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, type ButtonSize, type ButtonVariant } from './button.tsx';
import { copyText } from './copied.ts';
import { IconButton } from './icon-button.tsx';

/** How long the tick stays after copying. */
const SHOWN = 2000;

interface CopyButtonProps {
  /** What is put on the clipboard; a function is asked at the moment of the press. */
  text: string | (() => string);
  /** What it copies, as a verb: "Copy link". */
  label: string;
  /** Shows only the icon. */
  isIconOnly?: boolean;
  variant?: ButtonVariant;
  size?: ButtonSize;
}

/** Copies text and says so; says what to do where the browser does not allow it. */
export function CopyButton({ text, label, isIconOnly = false, variant, size }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null);
  useEffect(() => {
    if (!outcome) return;
    const timer = setTimeout(() => setOutcome(null), SHOWN);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    try {
      await copyText(typeof text === 'function' ? text() : text);
      setOutcome('copied');
    } catch {
      setOutcome('refused'); // clipboard is off or the page is not secure: the text itself is on the page
    }
  };
  const said = outcome === 'copied' ? 'Copied' : outcome === 'refused' ? 'Select it and copy by hand' : '';
  const icon =
    outcome === 'copied' ? (
      <Check aria-hidden="true" size={14} className="text-good" />
    ) : (
      <Copy aria-hidden="true" size={14} />
    );
  return (
    <>
      {isIconOnly ? (
        <IconButton label={label} title={said || label} onClick={copy}>
          {icon}
        </IconButton>
      ) : (
        <Button icon={icon} onClick={copy} {...(variant && { variant })} {...(size && { size })}>
          {said || label}
        </Button>
      )}
      <span aria-live="polite" className="sr-only">
        {said}
      </span>
    </>
  );
}

import { Link, type LinkProps } from '@remix-run/react';
import { clsx } from 'clsx';

/** A link inside text. */
export function TextLink({ className, ...rest }: LinkProps) {
  return (
    <Link
      {...rest}
      className={clsx(
        'rounded-[3px] font-medium text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent',
        className,
      )}
    />
  );
}

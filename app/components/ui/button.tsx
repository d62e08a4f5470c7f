import { Link, type LinkProps } from '@remix-run/react';
import { clsx } from 'clsx';
import { type ButtonHTMLAttributes, forwardRef, type ReactNode } from 'react';
import { Spinner } from './spinner.tsx';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'sm' | 'md' | 'lg';

const BASE =
  'inline-flex shrink-0 items-center justify-center gap-2 rounded-control border font-medium whitespace-nowrap select-none transition-colors aria-disabled:pointer-events-none aria-disabled:opacity-60 disabled:cursor-not-allowed disabled:opacity-60';

const VARIANTS: Record<ButtonVariant, string> = {
  primary:
    'border-transparent bg-accent text-accent-ink enabled:hover:bg-accent-strong [a&]:hover:bg-accent-strong',
  secondary: 'border-line-control bg-surface text-ink enabled:hover:bg-hover [a&]:hover:bg-hover',
  ghost:
    'border-transparent text-ink-soft enabled:hover:bg-hover enabled:hover:text-ink [a&]:hover:bg-hover [a&]:hover:text-ink',
  danger: 'border-line-control bg-surface text-bad enabled:hover:border-bad enabled:hover:bg-bad-wash',
};

const SIZES: Record<ButtonSize, string> = {
  sm: 'h-7 px-2.5 text-13',
  md: 'h-8 px-3 text-13',
  lg: 'h-10 px-4 text-14',
};

interface ButtonLook {
  variant?: ButtonVariant;
  size?: ButtonSize;
}

/** Classes of a button, for the rare element that must look like one and cannot be one. */
export function buttonClass({ variant = 'secondary', size = 'md' }: ButtonLook = {}): string {
  return clsx(BASE, VARIANTS[variant], SIZES[size]);
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement>, ButtonLook {
  icon?: ReactNode;
  /** Shows progress and takes no further presses; the label keeps its place. */
  isPending?: boolean;
}

/** A button. Its type is `button` unless it says `submit`, so that one in a form never sends it by accident. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { variant, size, icon, isPending = false, className, children, onClick, type = 'button', ...rest },
  ref,
) {
  return (
    <button
      {...rest}
      ref={ref}
      type={type}
      className={clsx(buttonClass({ ...(variant && { variant }), ...(size && { size }) }), className)}
      aria-disabled={isPending || undefined}
      aria-busy={isPending || undefined}
      onClick={isPending ? (event) => event.preventDefault() : onClick}
    >
      {isPending ? <Spinner /> : icon}
      {children}
    </button>
  );
});

export interface ButtonLinkProps extends LinkProps, ButtonLook {
  icon?: ReactNode;
}

/** A link that leads somewhere and looks like a button. */
export const ButtonLink = forwardRef<HTMLAnchorElement, ButtonLinkProps>(function ButtonLink(
  { variant, size, icon, className, children, ...rest },
  ref,
) {
  return (
    <Link
      {...rest}
      ref={ref}
      className={clsx(buttonClass({ ...(variant && { variant }), ...(size && { size }) }), className)}
    >
      {icon}
      {children}
    </Link>
  );
});

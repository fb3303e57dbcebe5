import { type ButtonHTMLAttributes, type Ref } from 'react';
import { cx } from '@/lib/cx';
import { Key } from './key';

const looks = {
  primary: 'bg-accent-fill text-white hover:brightness-110 border-transparent shadow-card',
  secondary: 'bg-raised text-ink border-line-strong hover:bg-hover shadow-card',
  quiet: 'bg-transparent text-ink-2 border-transparent hover:bg-hover hover:text-ink',
  danger: 'bg-danger-fill text-white hover:brightness-110 border-transparent shadow-card',
} as const;

const sizes = {
  sm: 'h-7 px-2 text-xs gap-1.5 rounded-md',
  md: 'h-8 px-3 text-sm gap-2 rounded-md',
  lg: 'h-10 px-4 text-sm gap-2 rounded-lg',
  icon: 'size-8 justify-center rounded-md',
} as const;

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: keyof typeof looks;
  size?: keyof typeof sizes;
  /** The key that does the same, shown beside the words. */
  hint?: string;
  busy?: boolean;
  ref?: Ref<HTMLButtonElement>;
}

export function Button(props: ButtonProps) {
  const { look = 'secondary', size = 'md', hint, busy, className, children, ...rest } = props;
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || busy}
      aria-busy={busy || undefined}
      className={cx(
        'inline-flex shrink-0 items-center justify-center border font-medium whitespace-nowrap transition-colors select-none disabled:opacity-50',
        looks[look],
        sizes[size],
        className,
      )}
    >
      {children}
      {hint && <Key on={look === 'primary' || look === 'danger' ? 'fill' : 'surface'}>{hint}</Key>}
    </button>
  );
}

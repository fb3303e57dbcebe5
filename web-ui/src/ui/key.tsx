import { cx } from '@/lib/cx';

/** A key of the keyboard, as a hint. */
export function Key({ children, on = 'surface' }: { children: string; on?: 'surface' | 'fill' }) {
  return (
    <kbd
      className={cx(
        'hidden min-w-[1.125rem] items-center justify-center rounded border px-1 font-sans text-2xs leading-4 font-medium sm:inline-flex',
        on === 'fill' ? 'border-white/35 text-white' : 'border-line-strong text-ink-3',
      )}
    >
      {children}
    </kbd>
  );
}

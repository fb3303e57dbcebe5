import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { initials } from '@/lib/format';

const tones = {
  plain: 'border-line-strong text-ink-2',
  good: 'border-success/40 text-success',
  bad: 'border-danger/40 text-danger',
  accent: 'border-accent/40 text-accent-text',
  past: 'border-past-line text-past bg-past-soft',
} as const;

export function Badge({
  tone = 'plain',
  children,
}: {
  tone?: keyof typeof tones;
  children: ReactNode;
}) {
  return (
    <span
      className={cx(
        'inline-flex h-5 items-center gap-1 rounded-full border px-2 text-2xs font-medium whitespace-nowrap',
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}

/** A person, in two letters and a colour that stays theirs. */
export function Avatar({ name, className = 'size-5' }: { name: string; className?: string }) {
  const hue = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
  return (
    <span
      title={name}
      style={{ background: `oklch(0.46 0.11 ${hue})` }}
      className={cx(
        'inline-grid shrink-0 place-items-center rounded-full text-[0.5625rem] leading-none font-semibold text-white',
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}

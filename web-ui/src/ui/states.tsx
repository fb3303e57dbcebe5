import type { ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { Button } from './button';
import { Icon, type IconName } from './icon';

interface StateProps {
  icon: IconName;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  className?: string;
}

/** Says honestly that there is nothing here, why, and what to do about it. */
export function State({ icon, title, children, action, className }: StateProps) {
  return (
    <div className={cx('grid place-items-center px-6 py-16 text-center', className)}>
      <div className="max-w-sm">
        <span className="mx-auto mb-4 grid size-11 place-items-center rounded-xl border border-line bg-surface text-ink-3">
          <Icon name={icon} className="size-5" />
        </span>
        <h2 className="text-base font-semibold">{title}</h2>
        {children && <div className="mt-1.5 text-ink-2">{children}</div>}
        {action && <div className="mt-5 flex justify-center gap-2">{action}</div>}
      </div>
    </div>
  );
}

export const NotFound = ({ what = 'This page' }: { what?: string }) => (
  <State icon="search" title={`${what} does not exist`}>
    The address may be mistyped, or it belongs to another organization.
  </State>
);

export const NotAllowed = ({ detail }: { detail: string }) => (
  <State icon="lock" title="You may not see this">
    {detail}
  </State>
);

export const NoConnection = ({ retry }: { retry: () => void }) => (
  <State
    icon="cloud"
    title="Nexus cannot be reached"
    action={<Button onClick={retry}>Try again</Button>}
  >
    Your connection or the engine is down. Nothing you saved is lost.
  </State>
);

export const Failure = ({ detail, retry }: { detail: string; retry: () => void }) => (
  <State
    icon="alert"
    title="This could not be loaded"
    action={<Button onClick={retry}>Try again</Button>}
  >
    {detail}
  </State>
);

/** The shape of what is coming, after 300 ms. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden className={cx('late rounded bg-line', className)} />;
}

export function SkeletonRows({ rows = 8 }: { rows?: number }) {
  return (
    <div role="status" aria-label="Loading" className="grid gap-3 p-4">
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} className={row % 3 === 0 ? 'h-4 w-4/5' : 'h-4 w-full'} />
      ))}
    </div>
  );
}

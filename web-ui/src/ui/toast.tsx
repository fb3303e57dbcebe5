import { Toast as Radix } from 'radix-ui';
import { useSyncExternalStore } from 'react';
import { Button } from './button';
import { Icon } from './icon';

interface Notice {
  id: number;
  text: string;
  tone: 'done' | 'failed';
  action?: { label: string; run: () => void };
}

let notices: Notice[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: Notice[]) {
  notices = next;
  listeners.forEach((tell) => tell());
}

const dismiss = (id: number) => set(notices.filter((notice) => notice.id !== id));

/** Says what has happened, and offers to take it back. The last three stay in sight. */
export function toast(text: string, action?: Notice['action']): void {
  set([...notices, { id: ++lastId, text, tone: 'done', action }].slice(-3) as Notice[]);
}

/** Says what has not happened, and why. */
export function toastFailure(text: string, action?: Notice['action']): void {
  set([...notices, { id: ++lastId, text, tone: 'failed', action }].slice(-3) as Notice[]);
}

/** Takes back what was done last, if that is still offered. */
export function undoLast(): boolean {
  const last = notices.findLast((notice) => notice.action?.label === 'Undo');
  if (!last) return false;
  last.action?.run();
  dismiss(last.id);
  return true;
}

export function Toasts() {
  const shown = useSyncExternalStore(
    (tell) => {
      listeners.add(tell);
      return () => listeners.delete(tell);
    },
    () => notices,
  );
  return (
    <Radix.Provider duration={6000} swipeDirection="down">
      {shown.map(({ id, text, tone, action }) => (
        <Radix.Root
          key={id}
          onOpenChange={(open) => !open && dismiss(id)}
          duration={tone === 'failed' ? 10_000 : 6000}
          className="flex animate-appear items-center gap-3 rounded-lg border border-line bg-raised py-2 pr-2 pl-3 shadow-float"
        >
          <Icon
            name={tone === 'failed' ? 'alert' : 'check'}
            className={tone === 'failed' ? 'size-4 text-danger' : 'size-4 text-success'}
          />
          <Radix.Title className="min-w-0 flex-1">{text}</Radix.Title>
          {action && (
            <Radix.Action asChild altText={action.label}>
              <Button
                size="sm"
                look="quiet"
                className="text-accent-text"
                onClick={action.run}
                hint={action.label === 'Undo' ? 'Z' : undefined}
              >
                {action.label}
              </Button>
            </Radix.Action>
          )}
          <Radix.Close asChild>
            <Button size="sm" look="quiet" aria-label="Dismiss">
              <Icon name="close" className="size-3.5" />
            </Button>
          </Radix.Close>
        </Radix.Root>
      ))}
      <Radix.Viewport className="fixed bottom-16 left-1/2 z-60 flex w-[calc(100vw-2rem)] max-w-md -translate-x-1/2 flex-col gap-2 outline-none sm:bottom-6" />
    </Radix.Provider>
  );
}

import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { count } from '@/lib/format';
import { Button } from '@/ui/button';

const dots = { open: 'bg-accent', won: 'bg-success', lost: 'bg-danger' } as const;

interface BoardColumnProps<T extends { id: string }> {
  name: string;
  dot: keyof typeof dots;
  /** How many there are in all, as the server counts. */
  total: number;
  /** What the server has added up. */
  sums: ReactNode;
  cards: readonly T[];
  none: string;
  /** Scrolls to this card, because the keyboard went there. */
  reveal?: string;
  render: (card: T) => ReactNode;
  onDrop: (cardId: string) => void;
  onMore?: () => Promise<void>;
}

/** A stage: its sums as the server counts them, and as many of its cards as can be seen. */
export function BoardColumn<T extends { id: string }>(props: BoardColumnProps<T>) {
  const { name, dot, total, sums, cards, none, reveal, render, onDrop, onMore } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const column = useRef<HTMLElement>(null);
  const [over, setOver] = useState(false);
  const [loading, setLoading] = useState(false);
  const rows = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 86,
    getItemKey: (index) => cards[index]?.id ?? index,
    gap: 8,
    overscan: 4,
  });

  const drop = useRef(onDrop);
  useEffect(() => {
    drop.current = onDrop;
  });
  useEffect(() => {
    if (!column.current) return;
    return dropTargetForElements({
      element: column.current,
      canDrop: ({ source }) => typeof source.data['cardId'] === 'string',
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        drop.current(String(source.data['cardId']));
      },
    });
  }, []);

  const revealed = reveal ? cards.findIndex((card) => card.id === reveal) : -1;
  useEffect(() => {
    if (revealed < 0) return;
    column.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    rows.scrollToIndex(revealed);
    const frame = requestAnimationFrame(() =>
      scroller.current
        ?.querySelector<HTMLElement>(`[data-card="${reveal}"]`)
        ?.focus({ preventScroll: true }),
    );
    return () => cancelAnimationFrame(frame);
  }, [revealed, reveal, rows]);

  const rest = total - cards.length;
  return (
    <section
      ref={column}
      aria-label={name}
      className={cx(
        'flex min-h-0 w-[78vw] max-w-72 min-w-60 flex-1 snap-center flex-col rounded-lg border',
        over ? 'border-accent bg-selected' : 'border-transparent bg-sunken',
      )}
    >
      <header className="px-3 pt-2.5 pb-2">
        <h2 className="flex items-center gap-2 font-medium">
          <span aria-hidden className={cx('size-2 shrink-0 rounded-full', dots[dot])} />
          <span title={name} className="min-w-0 flex-1 truncate">
            {name}
          </span>
          <span className="text-xs font-normal text-ink-3 tabular-nums">{count(total)}</span>
        </h2>
        <p className="mt-0.5 flex gap-2 text-xs whitespace-nowrap text-ink-3 tabular-nums">
          {sums}
        </p>
      </header>
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        <div style={{ height: rows.getTotalSize() }} className="relative">
          {rows.getVirtualItems().map((item) => {
            const card = cards[item.index];
            return (
              card && (
                <div
                  key={item.key}
                  ref={rows.measureElement}
                  data-index={item.index}
                  style={{ transform: `translateY(${item.start}px)` }}
                  className="absolute inset-x-0 top-0"
                >
                  {render(card)}
                </div>
              )
            );
          })}
        </div>
        {total === 0 && <p className="px-1 py-6 text-center text-xs text-ink-3">{none}</p>}
        {rest > 0 && onMore && (
          <Button
            size="sm"
            look="quiet"
            busy={loading}
            className="mt-2 w-full"
            onClick={() => {
              setLoading(true);
              void onMore().finally(() => setLoading(false));
            }}
          >
            {Math.min(50, rest)} more of {count(rest)}
          </Button>
        )}
      </div>
    </section>
  );
}

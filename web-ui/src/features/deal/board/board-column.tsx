import { dropTargetForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { cx } from '@/lib/cx';
import { count, money, moneyShort } from '@/lib/format';
import { Button } from '@/ui/button';
import type { BoardStage } from './board-model';
import { DealCard } from './deal-card';

interface BoardColumnProps {
  stage: BoardStage;
  focusedId?: string;
  /** Scrolls to this card, because the keyboard went there. */
  reveal?: string;
  refused?: string;
  now: number;
  onDrop: (dealId: string, stage: BoardStage) => void;
  onMore: (stage: BoardStage) => Promise<void>;
  onFocus: (id: string) => void;
  onOpen: (id: string) => void;
  onMove: (id: string) => void;
}

/** A stage: its sums as the server counts them, and as many of its cards as can be seen. */
export function BoardColumn(props: BoardColumnProps) {
  const { stage, focusedId, reveal, refused, now, onDrop, onMore, onFocus, onOpen, onMove } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const column = useRef<HTMLElement>(null);
  const [over, setOver] = useState(false);
  const [loading, setLoading] = useState(false);
  const { deals } = stage;
  const cards = useVirtualizer({
    count: deals.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 86,
    getItemKey: (index) => deals[index]?.id ?? index,
    gap: 8,
    overscan: 4,
  });

  const drop = useRef({ onDrop, stage });
  useEffect(() => {
    drop.current = { onDrop, stage };
  });
  useEffect(() => {
    if (!column.current) return;
    return dropTargetForElements({
      element: column.current,
      canDrop: ({ source }) => typeof source.data['dealId'] === 'string',
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        drop.current.onDrop(String(source.data['dealId']), drop.current.stage);
      },
    });
  }, []);

  const revealed = reveal ? deals.findIndex((deal) => deal.id === reveal) : -1;
  useEffect(() => {
    if (revealed < 0) return;
    column.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    cards.scrollToIndex(revealed);
    const frame = requestAnimationFrame(() =>
      scroller.current
        ?.querySelector<HTMLElement>(`[data-card="${reveal}"]`)
        ?.focus({ preventScroll: true }),
    );
    return () => cancelAnimationFrame(frame);
  }, [revealed, reveal, cards]);

  const rest = stage.count - deals.length;
  return (
    <section
      ref={column}
      aria-label={stage.name}
      className={cx(
        'flex min-h-0 w-[78vw] max-w-72 min-w-60 flex-1 snap-center flex-col rounded-lg border',
        over ? 'border-accent bg-selected' : 'border-transparent bg-sunken',
      )}
    >
      <header className="px-3 pt-2.5 pb-2">
        <h2 className="flex items-center gap-2 font-medium">
          <span
            aria-hidden
            className={cx(
              'size-2 rounded-full',
              stage.kind === 'WON'
                ? 'bg-success'
                : stage.kind === 'LOST'
                  ? 'bg-danger'
                  : 'bg-accent',
            )}
          />
          <span className="min-w-0 flex-1 truncate">{stage.name}</span>
          <span className="text-xs font-normal text-ink-3 tabular-nums">{count(stage.count)}</span>
        </h2>
        <p className="mt-0.5 flex gap-2 text-xs text-ink-3 tabular-nums" title={money(stage.total)}>
          <span className="text-ink-2">{moneyShort(stage.total)}</span>
          {stage.kind === 'OPEN' && (
            <span title={`Weighted with ${stage.probability} %`}>
              {moneyShort(stage.weighted)} weighted
            </span>
          )}
          {stage.otherCurrencies.length > 0 && (
            <span title="Besides, in other currencies">
              +{stage.otherCurrencies.map((other) => moneyShort(other.total)).join(', ')}
            </span>
          )}
        </p>
      </header>
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto px-2 pb-2">
        <div style={{ height: cards.getTotalSize() }} className="relative">
          {cards.getVirtualItems().map((item) => {
            const deal = deals[item.index];
            return (
              deal && (
                <div
                  key={item.key}
                  ref={cards.measureElement}
                  data-index={item.index}
                  style={{ transform: `translateY(${item.start}px)` }}
                  className="absolute inset-x-0 top-0"
                >
                  <DealCard
                    deal={deal}
                    focused={deal.id === focusedId}
                    refused={refused}
                    now={now}
                    onFocus={onFocus}
                    onOpen={onOpen}
                    onMove={onMove}
                  />
                </div>
              )
            );
          })}
        </div>
        {stage.count === 0 && <p className="px-1 py-6 text-center text-xs text-ink-3">No deals</p>}
        {rest > 0 && stage.nextCursor && (
          <Button
            size="sm"
            look="quiet"
            busy={loading}
            className="mt-2 w-full"
            onClick={() => {
              setLoading(true);
              void onMore(stage).finally(() => setLoading(false));
            }}
          >
            {Math.min(50, rest)} more of {count(rest)}
          </Button>
        )}
      </div>
    </section>
  );
}

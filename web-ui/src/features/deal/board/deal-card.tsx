import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { memo, useEffect, useRef, useState } from 'react';
import { cx } from '@/lib/cx';
import { date, daysSince, money, plural } from '@/lib/format';
import { Avatar } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import type { Deal } from '../deal-api';

interface DealCardProps {
  deal: Deal;
  focused: boolean;
  refused?: string;
  /** The instant the board shows, in milliseconds: days in a stage are counted up to it. */
  now: number;
  onFocus: (id: string) => void;
  onOpen: (id: string) => void;
  onMove: (id: string) => void;
}

export const DealCard = memo(function DealCard(props: DealCardProps) {
  const { deal, focused, refused, now, onFocus, onOpen, onMove } = props;
  const card = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState(false);
  useEffect(() => {
    if (!card.current) return;
    return draggable({
      element: card.current,
      canDrag: () => !refused,
      getInitialData: () => ({ dealId: deal.id }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    });
  }, [deal.id, refused]);
  const days = daysSince(deal.stageEnteredAt, now);
  const late =
    deal.status === 'OPEN' && deal.expectedCloseDate && Date.parse(deal.expectedCloseDate) < now;
  return (
    <div
      ref={card}
      data-card={deal.id}
      role="group"
      aria-label={`${deal.name}, ${money(deal.value)}`}
      tabIndex={focused ? 0 : -1}
      onFocus={() => onFocus(deal.id)}
      onClick={() => onOpen(deal.id)}
      className={cx(
        'group relative cursor-pointer rounded-lg border bg-raised px-3 py-2.5 shadow-card transition-colors hover:border-line-strong focus:outline-2 focus:outline-accent',
        dragged ? 'opacity-40' : '',
        'border-line',
      )}
    >
      <p className="truncate font-medium group-hover:pr-5 pointer-coarse:pr-5">{deal.name}</p>
      <p className="truncate text-xs text-ink-3">{deal.companyName ?? 'No company'}</p>
      <p className="mt-2 flex items-center gap-2 text-xs">
        <span className="flex-1 font-medium tabular-nums">{money(deal.value)}</span>
        {deal.slips > 0 && (
          <span
            title={`The expected close was put off ${plural(deal.slips, 'time')}`}
            className="text-past"
          >
            ↷{deal.slips}
          </span>
        )}
        {late && deal.expectedCloseDate && (
          <span title={`Was expected by ${date(deal.expectedCloseDate)}`} className="text-danger">
            late
          </span>
        )}
        <span title={`${plural(days, 'day')} in this stage`} className="text-ink-3 tabular-nums">
          {days} d
        </span>
        {deal.ownerName && <Avatar name={deal.ownerName} />}
      </p>
      {!refused && (
        <Button
          look="quiet"
          size="sm"
          tabIndex={-1}
          aria-label={`Move ${deal.name}`}
          title="Move (M)"
          onClick={(event) => {
            event.stopPropagation();
            onMove(deal.id);
          }}
          className="absolute top-1.5 right-1.5 size-6 opacity-0 group-hover:opacity-100 pointer-coarse:opacity-100"
        >
          <Icon name="more" className="size-3.5" />
        </Button>
      )}
    </div>
  );
});

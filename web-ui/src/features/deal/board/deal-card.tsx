import { memo } from 'react';
import { date, daysSince, money, plural } from '@/lib/format';
import { BoardCard } from '@/shared/boards/board-card';
import { Avatar } from '@/ui/badge';
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

export const DealCard = memo(function DealCard({ deal, now, ...card }: DealCardProps) {
  const days = daysSince(deal.stageEnteredAt, now);
  const late =
    deal.status === 'OPEN' && deal.expectedCloseDate && Date.parse(deal.expectedCloseDate) < now;
  return (
    <BoardCard
      {...card}
      id={deal.id}
      title={deal.name}
      label={`${deal.name}, ${money(deal.value)}`}
    >
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
    </BoardCard>
  );
});

import { Badge } from '@/ui/badge';
import type { Deal } from './deal-api';

const tones = { OPEN: 'plain', WON: 'good', LOST: 'bad' } as const;

export function StatusBadge({ deal }: { deal: Deal }) {
  const words = { OPEN: deal.stageName ?? 'Open', WON: 'Won', LOST: 'Lost' };
  return <Badge tone={tones[deal.status]}>{words[deal.status]}</Badge>;
}

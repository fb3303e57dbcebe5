import type { Moment } from './moments';

export const DAY_MS = 86_400_000;

export interface Span {
  from: number;
  to: number;
}

/** What a time bar reaches over: from the first change on, or from the beginning, until now. */
export function spanOf(moments: Moment[], beginning: string, now: number): Span {
  const first = moments.reduce(
    (least, moment) => Math.min(least, Date.parse(moment.at)),
    moments.length > 0 ? now : Date.parse(beginning),
  );
  return { from: Math.min(first, now - 60_000) - Math.max(60_000, (now - first) * 0.02), to: now };
}

export const share = ({ from, to }: Span, at: number) =>
  Math.min(1, Math.max(0, (at - from) / (to - from)));

export const atShare = ({ from, to }: Span, part: number) =>
  from + (to - from) * Math.min(1, Math.max(0, part));

/** The change before or after an instant; beyond the last one there is now. */
export function neighbour(moments: Moment[], at: number, step: 1 | -1): number | undefined {
  const times = moments.map((moment) => Date.parse(moment.at)).sort((a, b) => a - b);
  return step > 0 ? times.find((time) => time > at) : times.findLast((time) => time < at);
}

/** How many changes of each kind fall into each of some equal parts of a span. */
export function density(
  moments: Moment[],
  span: Span,
  bins: number,
): Map<Moment['kind'], number>[] {
  const result = Array.from({ length: bins }, () => new Map<Moment['kind'], number>());
  for (const { at, kind, count = 1 } of moments) {
    const bin = result[Math.min(bins - 1, Math.floor(share(span, Date.parse(at)) * bins))];
    bin?.set(kind, (bin.get(kind) ?? 0) + count);
  }
  return result;
}

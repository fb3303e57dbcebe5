import { describe, expect, it } from 'vitest';
import type { Moment } from './moments';
import { atShare, density, neighbour, share, spanOf } from './time-line';

const at = (iso: string, kind: Moment['kind'] = 'USER'): Moment => ({ at: iso, kind });
const moments = [
  at('2026-03-01T00:00:00Z'),
  at('2026-01-01T00:00:00Z', 'IMPORT'),
  at('2026-02-01T00:00:00Z'),
];
const now = Date.parse('2026-04-01T00:00:00Z');

describe('a time line', () => {
  it('begins before the first change, so that there is a before', () => {
    const span = spanOf(moments, '2020-01-01T00:00:00Z', now);
    expect(span.from).toBeLessThan(Date.parse('2026-01-01T00:00:00Z'));
    expect(span.to).toBe(now);
  });

  it('takes an instant to its place and back', () => {
    const span = { from: 0, to: 1000 };
    expect(atShare(span, share(span, 250))).toBe(250);
    expect(atShare(span, 7)).toBe(1000);
  });

  it('steps from change to change', () => {
    const february = Date.parse('2026-02-01T00:00:00Z');
    expect(neighbour(moments, february, -1)).toBe(Date.parse('2026-01-01T00:00:00Z'));
    expect(neighbour(moments, february, 1)).toBe(Date.parse('2026-03-01T00:00:00Z'));
    expect(neighbour(moments, now, 1)).toBeUndefined();
  });

  it('counts every change once, by who made it', () => {
    const bins = density(moments, spanOf(moments, '', now), 10);
    const total = bins.flatMap((bin) => [...bin.values()]).reduce((a, b) => a + b, 0);
    expect(total).toBe(3);
    expect(bins[0]?.get('IMPORT')).toBe(1);
  });
});

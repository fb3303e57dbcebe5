import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { answer, api } from '@/api/client';
import { cx } from '@/lib/cx';
import { dateTime } from '@/lib/format';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { useCountedResource, useMoments, type Moment } from './moments';
import { useSession } from './session';
import { useTime, type TimeAxis } from './time';
import { DAY_MS, atShare, density, neighbour, share, spanOf } from './time-line';

const BINS = 120;
const colours: Record<Moment['kind'], string> = {
  USER: 'var(--accent)',
  API_KEY: 'var(--success)',
  IMPORT: 'var(--past-line)',
  POLICY: 'var(--ink-3)',
  SYSTEM: 'var(--line-strong)',
};
const kinds = Object.keys(colours) as Moment['kind'][];
const yearBefore = (iso: string) => new Date(Date.parse(iso) - 365 * DAY_MS).toISOString();

/** Under everything: takes what is shown back to any instant, and says plainly that it is past. */
export function TimeBar({ onClose }: { onClose: () => void }) {
  const { at, axis, readOnly, go } = useTime();
  const { organization } = useSession();
  const moments = useShownMoments(axis);
  const [openedAt] = useState(() => Date.now());
  const beginning = axis === 'known' ? organization.createdAt : yearBefore(organization.createdAt);
  const span = useMemo(() => spanOf(moments, beginning, openedAt), [moments, beginning, openedAt]);
  const [drag, setDrag] = useState<number>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const instant = drag ?? (at ? Date.parse(at) : span.to);

  const travel = (to: number) =>
    go(to >= span.to ? undefined : new Date(Math.max(span.from, to)).toISOString());
  const dragTo = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const to = atShare(span, (event.clientX - box.left) / box.width);
    setDrag(to);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => travel(to), 90);
  };
  const drop = () => {
    clearTimeout(timer.current);
    if (drag !== undefined) travel(drag);
    setDrag(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined;
    const day = event.shiftKey || moments.length === 0;
    if (step)
      travel(
        day
          ? instant + step * DAY_MS
          : (neighbour(moments, instant, step) ?? (step > 0 ? span.to : span.from)),
      );
    else if (event.key === 'Home') travel(span.from);
    else if (event.key === 'End') travel(span.to);
    else return;
    event.preventDefault();
  };

  return (
    <section
      aria-label="Time bar"
      className={cx(
        'border-t',
        readOnly ? 'border-past-line bg-past-soft' : 'border-line bg-surface',
      )}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 pt-2">
        <Icon name="clock" className={cx('size-4', readOnly ? 'text-past' : 'text-ink-3')} />
        <p
          aria-live="polite"
          className={cx(
            'min-w-0 flex-1 font-medium max-sm:basis-[calc(100%-2rem)]',
            readOnly && 'text-past',
          )}
        >
          {readOnly || drag
            ? `As ${axis === 'known' ? 'known on' : 'it was on'} ${dateTime(new Date(instant).toISOString())}, read only`
            : 'Now. Drag to look back.'}
        </p>
        <AxisSwitch axis={axis} onChange={(to) => go(at, to)} />
        {readOnly && (
          <Button size="sm" onClick={() => go(undefined)}>
            Back to now
          </Button>
        )}
        <Button look="quiet" size="sm" aria-label="Close the time bar" onClick={onClose}>
          <Icon name="close" className="size-3.5" />
        </Button>
      </div>
      <div
        role="slider"
        tabIndex={0}
        aria-label="Instant shown"
        aria-valuemin={Math.round(span.from / 1000)}
        aria-valuemax={Math.round(span.to / 1000)}
        aria-valuenow={Math.round(instant / 1000)}
        aria-valuetext={readOnly ? dateTime(new Date(instant).toISOString()) : 'now'}
        title="Arrow: one change · Shift+arrow: one day · Home, End"
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          dragTo(event);
        }}
        onPointerMove={(event) => event.buttons > 0 && dragTo(event)}
        onPointerUp={drop}
        onPointerCancel={drop}
        className="relative mx-3 mt-1 h-11 cursor-ew-resize touch-none rounded"
      >
        <Waveform moments={moments} span={span} />
        <span
          aria-hidden
          style={{ left: `${share(span, instant) * 100}%` }}
          className={cx(
            'absolute inset-y-0 w-0.5 -translate-x-1/2 rounded',
            readOnly || drag ? 'bg-past-line' : 'bg-accent',
          )}
        >
          <span
            className={cx(
              'absolute top-0 left-1/2 size-2.5 -translate-x-1/2 rounded-full',
              readOnly || drag ? 'bg-past-line' : 'bg-accent',
            )}
          />
        </span>
      </div>
      <div aria-hidden className="flex justify-between px-3 pb-2 text-2xs text-ink-3">
        <span>{dateTime(new Date(span.from).toISOString())}</span>
        <span>now</span>
      </div>
    </section>
  );
}

/** The changes of the record that is shown, or else how many there were of its kind. */
function useShownMoments(axis: TimeAxis): Moment[] {
  const own = useMoments();
  const resource = useCountedResource();
  const density = useQuery({
    queryKey: [resource, 'density', axis],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/changes', {
          signal,
          params: { query: { resource: resource ?? 'deals', parts: BINS, past: axis } },
        }),
      ),
    enabled: resource !== undefined && own.length === 0,
    staleTime: 60_000,
  });
  return useMemo(() => {
    if (own.length > 0 || !density.data || !resource) return own;
    const { from, to, parts } = density.data;
    const step = (Date.parse(to) - Date.parse(from)) / parts.length;
    return parts.flatMap((count, part) =>
      count > 0
        ? [
            {
              at: new Date(Date.parse(from) + part * step).toISOString(),
              kind: 'USER' as const,
              count,
            },
          ]
        : [],
    );
  }, [own, density.data, resource]);
}

function AxisSwitch({ axis, onChange }: { axis: TimeAxis; onChange: (axis: TimeAxis) => void }) {
  const options: { value: TimeAxis; label: string; title: string }[] = [
    { value: 'known', label: 'Known', title: 'What was known then' },
    {
      value: 'effective',
      label: 'Effective',
      title: 'What was the case then, as we know it today',
    },
  ];
  return (
    <div
      role="radiogroup"
      aria-label="What is shown of that instant"
      className="flex rounded-md border border-line-strong bg-surface p-px"
    >
      {options.map(({ value, label, title }) => (
        <button
          key={value}
          type="button"
          role="radio"
          aria-checked={axis === value}
          title={title}
          onClick={() => onChange(value)}
          className="h-6 rounded px-2 text-xs text-ink-2 aria-checked:bg-hover aria-checked:font-medium aria-checked:text-ink"
        >
          {label}
        </button>
      ))}
    </div>
  );
}

function Waveform({ moments, span }: { moments: Moment[]; span: { from: number; to: number } }) {
  const bins = useMemo(() => density(moments, span, BINS), [moments, span]);
  const most = Math.max(1, ...bins.map((bin) => [...bin.values()].reduce((a, b) => a + b, 0)));
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${BINS} 40`}
      preserveAspectRatio="none"
      className="absolute inset-0 size-full"
    >
      <line
        x1="0"
        x2={BINS}
        y1="20"
        y2="20"
        stroke="var(--line-strong)"
        vectorEffect="non-scaling-stroke"
      />
      {bins.flatMap((bin, x) => {
        let up = 0;
        const total = [...bin.values()].reduce((a, b) => a + b, 0);
        // The height grows with the logarithm: one change is seen beside a thousand.
        const height = total && 6 + (34 * Math.log1p(total)) / Math.log1p(Math.max(most, 2));
        return kinds
          .filter((kind) => bin.has(kind))
          .map((kind) => {
            const part = (height * (bin.get(kind) ?? 0)) / total;
            const y = 20 - height / 2 + up;
            up += part;
            return (
              <rect
                key={`${x}${kind}`}
                x={x + 0.15}
                width="0.7"
                y={y}
                height={part}
                fill={colours[kind]}
              />
            );
          });
      })}
    </svg>
  );
}

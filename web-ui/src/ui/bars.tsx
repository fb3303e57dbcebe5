import type { ReactNode } from 'react';

export interface Bar {
  key: string;
  label: ReactNode;
  value: number;
  /** How the value is read. */
  text: string;
  /** A part of it that is told apart: what is won of what is closed. */
  part?: number;
  note?: string;
}

/**
 * Values beside each other, as bars that are a table at the same time: what is seen can be read,
 * and what is read can be seen.
 */
export function Bars({ caption, bars }: { caption: string; bars: Bar[] }) {
  const most = Math.max(...bars.map(({ value }) => value), Number.MIN_VALUE);
  return (
    <table className="w-full table-fixed">
      <caption className="sr-only">{caption}</caption>
      <tbody>
        {bars.map(({ key, label, value, text, part, note }) => (
          <tr key={key} className="h-8">
            <th
              scope="row"
              className="w-[34%] truncate pr-3 text-left font-normal text-ink-2"
              title={typeof label === 'string' ? label : undefined}
            >
              {label}
            </th>
            <td className="relative" title={note}>
              <span
                aria-hidden
                className="absolute inset-y-1.5 left-0 rounded-sm bg-accent/25"
                style={{ width: `${(100 * value) / most}%` }}
              />
              {part !== undefined && (
                <span
                  aria-hidden
                  className="absolute inset-y-1.5 left-0 rounded-sm bg-accent"
                  style={{ width: `${(100 * part) / most}%` }}
                />
              )}
            </td>
            <td className="w-[26%] pl-3 text-right tabular-nums">{text}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

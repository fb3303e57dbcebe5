export interface Money {
  amount: string;
  currency: string;
}

const formats = new Map<string, Intl.NumberFormat>();

function moneyFormat(currency: string, whole: boolean, compact: boolean): Intl.NumberFormat {
  const key = `${currency} ${whole} ${compact}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(undefined, {
      style: 'currency',
      currency,
      ...(compact
        ? { notation: 'compact', maximumFractionDigits: 1 }
        : whole
          ? { maximumFractionDigits: 0 }
          : { minimumFractionDigits: 2 }),
    });
    formats.set(key, format);
  }
  return format;
}

/** An amount as people write it; whole amounts without their ".00". */
export function money(value: Money): string {
  const amount = Number(value.amount);
  return moneyFormat(value.currency, Number.isInteger(amount), false).format(amount);
}

/** An amount for narrow places: £1.2M. */
export function moneyShort(value: Money): string {
  return moneyFormat(value.currency, false, true).format(Number(value.amount));
}

const integer = new Intl.NumberFormat();
export const count = (n: number) => integer.format(n);
export const plural = (n: number, one: string, many = `${one}s`) =>
  `${count(n)} ${n === 1 ? one : many}`;

const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const minute = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});

/** A date without a time, which belongs to no time zone. */
export function date(iso: string): string {
  return day.format(new Date(iso.length === 10 ? `${iso}T12:00:00` : iso));
}
export const dateTime = (iso: string) => minute.format(new Date(iso));

const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' });

/** How long ago, in the largest unit that fits. */
export function ago(iso: string, now = Date.now()): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ['year', 31_536_000],
    ['month', 2_592_000],
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ];
  for (const [unit, size] of units) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return 'just now';
}

export const daysSince = (iso: string, now = Date.now()) =>
  Math.max(0, Math.floor((now - new Date(iso).getTime()) / 86_400_000));

/** "deal.moved-to-stage@1" as a person would say it: "Moved to stage". */
export function eventName(type: string): string {
  const name = type.replace(/@\d+$/, '').replace(/^[^.]*\./, '');
  return sentence(name);
}

/** camelCase, kebab-case or CONSTANT_CASE as words. */
export function sentence(word: string): string {
  const words = word
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[-_.]/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whoever did something: a person by name, what works by itself in plain words. */
export const actorName = ({ kind, name }: { kind: string; name: string }) =>
  kind === 'POLICY' ? sentence(name) : name;

export function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  return (
    (words[0]?.[0] ?? '') + (words.length > 1 ? (words.at(-1)?.[0] ?? '') : '')
  ).toUpperCase();
}

/** A size of a file: 1.4 MB. */
export function bytes(size: number): string {
  if (size < 1024) return `${size} B`;
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = size;
  let unit = -1;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}

/** A share as people read it: 42 %. */
export const percent = (share: number) => `${Math.round(share * 100)} %`;

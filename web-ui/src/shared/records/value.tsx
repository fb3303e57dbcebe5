import { date, dateTime, money, sentence } from '@/lib/format';

const isMoney = (value: unknown): value is { amount: string; currency: string } =>
  typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;

/** Any value of a record, as text for people. */
export function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return '–';
  if (isMoney(value)) return money(value);
  if (Array.isArray(value)) return value.length > 0 ? value.map(shown).join(', ') : '–';
  if (typeof value === 'object') {
    const parts = Object.entries(value).map(([key, part]) => `${sentence(key)}: ${shown(part)}`);
    return parts.join(', ') || '–';
  }
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  const text = String(value);
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return dateTime(text);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return date(text);
  return text;
}

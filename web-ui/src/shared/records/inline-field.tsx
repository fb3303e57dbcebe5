import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { inputLook } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { FieldHistory } from './field-history';
import { shown } from './value';

export type InlineKind =
  'text' | 'lines' | 'email' | 'tel' | 'date' | 'instant' | 'number' | 'money' | 'words' | 'choice';

interface InlineFieldProps {
  label: string;
  field: string;
  value: unknown;
  kind?: InlineKind;
  /** For a choice: what there is. */
  options?: { value: string; label: string }[];
  required?: boolean;
  /** Why it cannot be changed now. */
  refused?: string;
  /** Is told what the value was when its change began: it may be another by now. */
  save: (field: string, label: string, value: unknown, since: { value: unknown }) => Promise<void>;
  /** How the value is shown, if not as text. */
  children?: ReactNode;
}

const inputTypes: Partial<Record<InlineKind, string>> = {
  money: 'text',
  words: 'text',
  instant: 'datetime-local',
};

type MoneyValue = { amount: string; currency: string } | null | undefined;

/** An instant as an input of the browser has it: in local time, without a zone. */
function localTime(iso: string): string {
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function draftOf(kind: InlineKind, value: unknown): string {
  if (value === null || value === undefined) return '';
  if (kind === 'money') return (value as MoneyValue)?.amount ?? '';
  if (kind === 'instant') return localTime(String(value));
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** What was typed as the value the engine takes; nothing typed is no value. */
export function valueOf(kind: InlineKind, draft: string, before: unknown): unknown {
  const text = draft.trim();
  if (kind === 'words')
    return [
      ...new Set(
        text
          .split(',')
          .map((word) => word.trim())
          .filter(Boolean),
      ),
    ];
  if (text === '') return null;
  if (kind === 'number') return Number(text);
  if (kind === 'instant') return new Date(text).toISOString();
  if (kind === 'money') {
    const [whole = '0', part = ''] = text.replace(/[\s']/g, '').replace(',', '.').split('.');
    return {
      amount: `${whole}.${part.padEnd(2, '0')}`,
      currency: (before as MoneyValue)?.currency ?? 'GBP',
    };
  }
  return text;
}

/** A value of a record that becomes an input when it is clicked, and is saved when it is left. */
export function InlineField(props: InlineFieldProps) {
  const { label, field, value, kind = 'text', options, required, refused, save, children } = props;
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const [error, setError] = useState<string>();
  const button = useRef<HTMLButtonElement>(null);
  const leaving = useRef(false);
  const since = useRef<unknown>(undefined);

  const open = () => {
    leaving.current = false;
    since.current = value;
    setError(undefined);
    setDraft(draftOf(kind, value));
  };
  const close = () => {
    leaving.current = true;
    setDraft(undefined);
    setError(undefined);
    requestAnimationFrame(() => button.current?.focus());
  };
  const commit = async (text: string, refocus: boolean) => {
    if (leaving.current) return;
    if (required && text.trim() === '') return setError('This must not be empty.');
    leaving.current = true;
    setDraft(undefined);
    if (refocus) requestAnimationFrame(() => button.current?.focus());
    try {
      await save(field, label, valueOf(kind, text, value), { value: since.current });
    } catch (failure) {
      leaving.current = false;
      setDraft(text);
      setError(failure instanceof Error ? failure.message : String(failure));
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    } else if (event.key === 'Enter' && (kind !== 'lines' || event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void commit(draft ?? '', true);
    }
  };

  const look = cx(inputLook, error ? 'border-danger' : 'border-line-strong');
  const common = {
    id,
    autoFocus: true,
    value: draft ?? '',
    'aria-invalid': error ? true : undefined,
    'aria-describedby': error ? `${id}-error` : undefined,
    onKeyDown,
  } as const;

  return (
    <div className="grid grid-cols-[7.5rem_minmax(0,1fr)] items-start gap-2 py-0.5">
      <label htmlFor={draft === undefined ? undefined : id} className="py-1.5 text-ink-3">
        {label}
      </label>
      {draft === undefined ? (
        <FieldHistory label={label} field={field} options={options}>
          <button
            ref={button}
            type="button"
            aria-label={`${label}: ${shown(value)}`}
            aria-disabled={refused !== undefined}
            title={refused ?? 'Click to change'}
            onClick={() => !refused && open()}
            className={cx(
              'group flex min-h-8 w-full min-w-0 items-center gap-2 rounded-md border border-transparent px-2 py-1 text-left',
              !refused && 'hover:border-line-strong hover:bg-hover',
            )}
          >
            <span className="min-w-0 flex-1 break-words whitespace-pre-wrap">
              {children ?? options?.find((option) => option.value === value)?.label ?? shown(value)}
            </span>
            {!refused && options && (
              <Icon
                name="chevron"
                className="size-3.5 text-ink-3 opacity-0 group-hover:opacity-100"
              />
            )}
          </button>
        </FieldHistory>
      ) : (
        <div>
          {options ? (
            <select
              {...common}
              className={cx(look, 'h-8')}
              onChange={(event) => void commit(event.target.value, true)}
              onBlur={() => {
                leaving.current = true;
                setDraft(undefined);
              }}
            >
              {!required && <option value="">–</option>}
              {options.map((option) => (
                <option key={option.value} value={option.value}>
                  {option.label}
                </option>
              ))}
            </select>
          ) : kind === 'lines' ? (
            <textarea
              {...common}
              rows={5}
              className={cx(look, 'py-1.5')}
              onChange={(event) => {
                leaving.current = false;
                setDraft(event.target.value);
              }}
              onBlur={() => void commit(draft, false)}
            />
          ) : (
            <input
              {...common}
              className={cx(look, 'h-8')}
              type={inputTypes[kind] ?? kind}
              inputMode={kind === 'money' ? 'decimal' : undefined}
              onChange={(event) => {
                leaving.current = false;
                setDraft(event.target.value);
              }}
              onBlur={() => void commit(draft, false)}
            />
          )}
          {error && (
            <p id={`${id}-error`} role="alert" className="mt-1 text-xs text-danger">
              {error}
            </p>
          )}
        </div>
      )}
    </div>
  );
}

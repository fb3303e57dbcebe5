import {
  useId,
  type InputHTMLAttributes,
  type ReactNode,
  type Ref,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react';
import { cx } from '@/lib/cx';

export const inputLook =
  'w-full rounded-md border bg-surface px-2.5 text-ink placeholder:text-ink-3 transition-colors hover:border-ink-3 focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent disabled:opacity-60';

interface Framing {
  label: string;
  error?: string;
  /** What to know before typing. */
  help?: string;
}

function Frame(props: Framing & { id: string; children: ReactNode }) {
  const { id, label, error, help, children } = props;
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="text-xs font-medium text-ink-2">
        {label}
      </label>
      {children}
      {error ? (
        <p id={`${id}-note`} role="alert" className="text-xs text-danger">
          {error}
        </p>
      ) : (
        help && (
          <p id={`${id}-note`} className="text-xs text-ink-3">
            {help}
          </p>
        )
      )}
    </div>
  );
}

type FieldProps = Framing & InputHTMLAttributes<HTMLInputElement> & { ref?: Ref<HTMLInputElement> };

/** A line of text with its name, and what is wrong with it right below. */
export function Field({ label, error, help, className, ...input }: FieldProps) {
  const id = useId();
  return (
    <Frame id={id} label={label} error={error} help={help}>
      <input
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || help ? `${id}-note` : undefined}
        className={cx(inputLook, 'h-9', error ? 'border-danger' : 'border-line-strong', className)}
        {...input}
      />
    </Frame>
  );
}

type ChoiceProps = Framing &
  SelectHTMLAttributes<HTMLSelectElement> & { ref?: Ref<HTMLSelectElement> };

/** One of a few. */
export function Choice({ label, error, help, className, children, ...select }: ChoiceProps) {
  const id = useId();
  return (
    <Frame id={id} label={label} error={error} help={help}>
      <select
        id={id}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || help ? `${id}-note` : undefined}
        className={cx(inputLook, 'h-9', error ? 'border-danger' : 'border-line-strong', className)}
        {...select}
      >
        {children}
      </select>
    </Frame>
  );
}

type TextAreaProps = Framing &
  TextareaHTMLAttributes<HTMLTextAreaElement> & { ref?: Ref<HTMLTextAreaElement> };

/** Several lines of text. */
export function TextArea({ label, error, help, className, ...area }: TextAreaProps) {
  const id = useId();
  return (
    <Frame id={id} label={label} error={error} help={help}>
      <textarea
        id={id}
        rows={4}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || help ? `${id}-note` : undefined}
        className={cx(inputLook, 'py-2', error ? 'border-danger' : 'border-line-strong', className)}
        {...area}
      />
    </Frame>
  );
}

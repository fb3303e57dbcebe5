import { useState } from 'react';
import type { Schemas } from '@/api/client';
import { date, money, sentence } from '@/lib/format';
import { useSession } from '@/shared/session';
import { Sheet, amountOf } from '@/shared/sheet';
import { useAct } from '@/shared/use-act';
import { Button } from '@/ui/button';
import { Choice, Field } from '@/ui/field';
import { pay, quote, vary, type Project } from '../project-api';

type Asking = 'payment' | 'variation' | 'quote';

/** What was offered, agreed and paid. */
export function MoneyTab({ project, refused }: { project: Project; refused?: string }) {
  const [asking, setAsking] = useState<Asking>();
  const paid = Number(project.paid?.amount ?? 0);
  const total = Number(project.contractTotal?.amount ?? 0);
  return (
    <>
      {total > 0 && (
        <div className="mb-4">
          <div className="mb-1 flex justify-between text-xs text-ink-3">
            <span>{project.paid && money(project.paid)} paid</span>
            <span>of {project.contractTotal && money(project.contractTotal)}</span>
          </div>
          <progress
            value={Math.max(0, paid)}
            max={total}
            aria-label="Paid of the contract"
            className="h-1.5 w-full"
          />
        </div>
      )}
      <div className="mb-3 flex flex-wrap gap-2">
        {(['payment', 'variation', 'quote'] as const).map((what) => (
          <Button
            key={what}
            size="sm"
            disabled={refused !== undefined}
            title={refused}
            onClick={() => setAsking(what)}
          >
            {what === 'payment'
              ? 'Note a payment …'
              : what === 'variation'
                ? 'Vary the contract …'
                : 'Make a quote …'}
          </Button>
        ))}
      </div>
      <Rows
        title="Payments"
        rows={project.payments.map(({ id, kind, amount, receivedAt }) => ({
          id,
          text: sentence(kind),
          note: date(receivedAt),
          value: `${kind === 'REFUND' ? '−' : ''}${money(amount)}`,
        }))}
      />
      <Rows
        title="Variations"
        rows={project.variations.map(({ id, reason, at, amount }) => ({
          id,
          text: reason,
          note: date(at),
          value: money(amount),
        }))}
      />
      {project.quote && (
        <>
          <Rows
            title={`Quote of ${date(project.quote.issuedOn)}, valid until ${date(project.quote.validUntil)}`}
            rows={project.quote.lines.map((line, index) => ({
              id: String(index),
              text: line.description,
              note: `${line.quantity} × ${money(line.unitPrice)}, ${line.vatRate} % VAT`,
              value: '',
            }))}
          />
          <p className="flex justify-between px-1 font-medium">
            <span>Total with VAT</span>
            <span className="tabular-nums">{money(project.quote.total)}</span>
          </p>
        </>
      )}
      {asking && <Asked what={asking} project={project} onClose={() => setAsking(undefined)} />}
    </>
  );
}

interface Row {
  id: string;
  text: string;
  note: string;
  value: string;
}

function Rows({ title, rows }: { title: string; rows: Row[] }) {
  if (rows.length === 0) return null;
  return (
    <section className="mb-4">
      <h3 className="mb-1 text-xs font-medium text-ink-3">{title}</h3>
      <ul>
        {rows.map(({ id, text, note, value }) => (
          <li key={id} className="flex min-h-9 items-center gap-3 border-b border-line px-1 py-1">
            <span className="min-w-0 flex-1 break-words">{text}</span>
            <span className="text-xs text-ink-3">{note}</span>
            <span className="tabular-nums">{value}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim();

function Asked({
  what,
  project,
  onClose,
}: {
  what: Asking;
  project: Project;
  onClose: () => void;
}) {
  const { organization } = useSession();
  const reread = useAct('projects', 'deals');
  const { id } = project;
  const currency = project.contractTotal?.currency ?? organization.settings.currency;
  const onDone = () => void reread(() => Promise.resolve());
  const amount = (form: FormData) => ({ amount: amountOf(form, 'amount'), currency });
  if (what === 'payment')
    return (
      <Sheet
        title="Note a payment"
        action="Note"
        onClose={onClose}
        onDone={onDone}
        run={(form) =>
          pay(id, { amount: amount(form), kind: text(form, 'kind') as Schemas['PaymentKind'] })
        }
      >
        {(errors) => (
          <>
            <Field
              label={`Amount (${currency})`}
              name="amount"
              inputMode="decimal"
              autoFocus
              error={errors['amount.amount'] ?? errors['amount']}
            />
            <Choice label="What for" name="kind" error={errors['kind']}>
              {['DEPOSIT', 'PROGRESS', 'FINAL', 'REFUND'].map((kind) => (
                <option key={kind} value={kind}>
                  {sentence(kind)}
                </option>
              ))}
            </Choice>
          </>
        )}
      </Sheet>
    );
  if (what === 'variation')
    return (
      <Sheet
        title="Vary the contract"
        description="More, or less with a minus; the sums follow."
        action="Vary"
        onClose={onClose}
        onDone={onDone}
        run={(form) => vary(id, { amount: amount(form), reason: text(form, 'reason') })}
      >
        {(errors) => (
          <>
            <Field
              label={`By how much (${currency})`}
              name="amount"
              autoFocus
              error={errors['amount.amount'] ?? errors['amount']}
            />
            <Field label="Why" name="reason" maxLength={2000} error={errors['reason']} />
          </>
        )}
      </Sheet>
    );
  return (
    <Sheet
      title="Make a quote"
      description="Valid for 28 days; it takes the place of the one before."
      action="Make the quote"
      wide
      onClose={onClose}
      onDone={onDone}
      run={(form) =>
        quote(id, {
          lines: [0, 1, 2, 3]
            .filter((line) => text(form, `description${line}`))
            .map((line) => ({
              description: text(form, `description${line}`),
              quantity: Number(text(form, `quantity${line}`) || 1),
              unitPrice: { amount: amountOf(form, `price${line}`), currency },
              vatRate: Number(text(form, `vat${line}`) || 0),
            })),
        })
      }
    >
      {(errors) => (
        <>
          {[0, 1, 2, 3].map((line) => (
            <fieldset
              key={line}
              className="grid grid-cols-[1fr_4rem] gap-2 sm:grid-cols-[1fr_4rem_7rem_4.5rem]"
            >
              <legend className="sr-only">Line {line + 1}</legend>
              <Field
                label="What"
                name={`description${line}`}
                autoFocus={line === 0}
                defaultValue={line === 0 ? (project.title ?? '') : ''}
                error={
                  errors[`lines[${line}].description`] ?? (line === 0 ? errors['lines'] : undefined)
                }
              />
              <Field
                label="How many"
                name={`quantity${line}`}
                inputMode="decimal"
                defaultValue="1"
              />
              <Field
                label={`Each (${currency})`}
                name={`price${line}`}
                inputMode="decimal"
                error={
                  errors[`lines[${line}].unitPrice.amount`] ?? errors[`lines[${line}].unitPrice`]
                }
              />
              <Field label="VAT %" name={`vat${line}`} inputMode="decimal" defaultValue="20" />
            </fieldset>
          ))}
        </>
      )}
    </Sheet>
  );
}

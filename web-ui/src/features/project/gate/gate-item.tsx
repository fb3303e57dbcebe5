import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import type { Schemas } from '@/api/client';
import { say } from '@/api/problem';
import { percent, sentence } from '@/lib/format';
import { useSession } from '@/shared/session';
import { sendDocument } from '@/shared/records/documents';
import { amountOf } from '@/shared/sheet';
import { useAct } from '@/shared/use-act';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import {
  checkIn,
  meetRequirement,
  pay,
  quote,
  waiveRequirement,
  type Project,
} from '../project-api';
import { here } from './position';

type Gap = Schemas['Missing'];

interface GateItemProps {
  project: Project;
  gap: Gap;
  waivable?: Schemas['Waivable'];
}

const payments: Record<string, Schemas['PaymentKind']> = {
  'deposit-paid': 'DEPOSIT',
  'progress-payment-received': 'PROGRESS',
  'final-payment-received': 'FINAL',
};

const conditions: Record<string, string> = {
  'quote-not-expired': 'The quote is no longer valid: make a new one on the project’s page.',
  'no-open-critical-snag': 'A critical snag is open: have it fixed on the project’s page.',
};

/** One thing that a gate asks for, with what it takes to have it. */
export function GateItem({ project, gap, waivable }: GateItemProps) {
  const [waiving, setWaiving] = useState(false);
  const act = useAct('projects');
  const { user } = useSession();
  const name = sentence(gap.key);
  const mayWaive =
    waivable !== undefined &&
    (user.role === 'OWNER' ||
      user.role === 'ADMIN' ||
      waivable.by.some((role) => user.jobRoles.includes(role)));
  const waive = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const reason = String(new FormData(event.currentTarget).get('reason')).trim();
    if (reason)
      void act(() => waiveRequirement(project.id, gap.key, reason), `${name} waived`).then(
        (done) => done && setWaiving(false),
      );
  };
  return (
    <li className="border-b border-line px-3 py-2.5 last:border-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <span className="flex min-w-44 flex-1 items-center gap-2 font-medium">
          <Icon
            name={gap.kind === 'DOCUMENT' ? 'document' : 'circle'}
            className="size-4 text-ink-3"
          />
          {name}
        </span>
        <Meeting project={project} gap={gap} />
        {waivable && (
          <Button
            size="sm"
            look="quiet"
            disabled={!mayWaive}
            title={
              mayWaive
                ? 'Let it pass without this'
                : `Only ${waivable.by.map(sentence).join(' or ')} may let this pass.`
            }
            onClick={() => setWaiving(!waiving)}
          >
            Waive …
          </Button>
        )}
      </div>
      {waiving && (
        <form onSubmit={waive} className="mt-2 flex items-end gap-2">
          <div className="flex-1">
            <Field label="Why may it pass without?" name="reason" autoFocus maxLength={2000} />
          </div>
          <Button type="submit">Waive</Button>
        </form>
      )}
    </li>
  );
}

function Meeting({ project, gap }: { project: Project; gap: Gap }) {
  const payment = payments[gap.key];
  if (gap.kind === 'CONDITION')
    return <span className="basis-full text-ink-2">{conditions[gap.key] ?? ''}</span>;
  if (gap.kind === 'DOCUMENT') return <SendPaper project={project} kind={gap.key} />;
  if (gap.key === 'photos-uploaded') return <SendPaper project={project} kind="site-photos" many />;
  if (payment) return <Pay project={project} kind={payment} />;
  if (gap.key === 'installation-started') return <CheckIn project={project} />;
  if (gap.key === 'quote-provided') return <GiveQuote project={project} />;
  return <Tick project={project} gap={gap} />;
}

function Tick({ project, gap }: { project: Project; gap: Gap }) {
  const act = useAct('projects');
  const dated = gap.key.endsWith('-scheduled');
  const [day, setDay] = useState('');
  return (
    <span className="flex items-center gap-2">
      {dated && (
        <input
          type="date"
          aria-label={`${sentence(gap.key)}: on which day`}
          value={day}
          onChange={(event) => setDay(event.target.value)}
          className="h-7 rounded-md border border-line-strong bg-surface px-2 text-xs"
        />
      )}
      <Button
        size="sm"
        aria-label={`${sentence(gap.key)}: done`}
        disabled={dated && !day}
        onClick={() =>
          void act(
            () =>
              meetRequirement(project.id, gap.key, { satisfied: true, date: dated ? day : null }),
            `${sentence(gap.key)}`,
            () => meetRequirement(project.id, gap.key, { satisfied: false }),
          )
        }
      >
        Done
      </Button>
    </span>
  );
}

function SendPaper({ project, kind, many }: { project: Project; kind: string; many?: boolean }) {
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number>();
  const [sent, setSent] = useState(0);
  const [error, setError] = useState<string>();
  const send = async (files: FileList | null) => {
    setError(undefined);
    for (const file of files ?? []) {
      setShare(0);
      try {
        await sendDocument(project.id, kind, file, setShare);
        setSent((count) => count + 1);
      } catch (failure) {
        setError(say(failure));
      }
    }
    setShare(undefined);
    await queries.invalidateQueries({ queryKey: ['projects'] });
    await queries.invalidateQueries({ queryKey: ['documents'] });
  };
  return (
    <>
      <Button size="sm" busy={share !== undefined} onClick={() => input.current?.click()}>
        <Icon name="upload" className="size-3.5" />
        {share !== undefined
          ? percent(share)
          : sent > 0
            ? 'Being checked …'
            : many
              ? 'Add photos'
              : 'Add file'}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple={many}
        aria-label={`${sentence(kind)}: file`}
        onChange={(event) => void send(event.target.files)}
      />
      {error && (
        <p role="alert" className="basis-full text-xs text-danger">
          {error}
        </p>
      )}
    </>
  );
}

/** A small form in the row of what is missing. */
function useRowForm(run: (form: FormData) => Promise<unknown>, done: string) {
  const act = useAct('projects', 'deals');
  const [busy, setBusy] = useState(false);
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    void act(() => run(form), done).finally(() => setBusy(false));
  };
  return { busy, onSubmit };
}

const rowInput =
  'h-7 w-28 rounded-md border border-line-strong bg-surface px-2 text-right text-xs tabular-nums';

function Pay({ project, kind }: { project: Project; kind: Schemas['PaymentKind'] }) {
  const { organization } = useSession();
  const currency =
    project.contractTotal?.currency ??
    project.contractValue?.currency ??
    organization.settings.currency;
  const { busy, onSubmit } = useRowForm(
    (form) => pay(project.id, { kind, amount: { amount: amountOf(form, 'amount'), currency } }),
    'Payment noted',
  );
  return (
    <form onSubmit={onSubmit} className="flex items-center gap-2">
      <input
        name="amount"
        required
        inputMode="decimal"
        aria-label={`${sentence(kind)} in ${currency}`}
        placeholder={currency}
        className={rowInput}
      />
      <Button size="sm" type="submit" busy={busy}>
        Paid
      </Button>
    </form>
  );
}

function GiveQuote({ project }: { project: Project }) {
  const { organization } = useSession();
  const currency = project.contractValue?.currency ?? organization.settings.currency;
  const { busy, onSubmit } = useRowForm(
    (form) =>
      quote(project.id, {
        lines: [
          {
            description: String(form.get('description')),
            quantity: 1,
            unitPrice: { amount: amountOf(form, 'amount'), currency },
            vatRate: 20,
          },
        ],
      }),
    'Quote made, valid for 28 days',
  );
  return (
    <form onSubmit={onSubmit} className="flex items-center gap-2">
      <input
        name="description"
        required
        defaultValue={project.title ?? 'As discussed'}
        aria-label="What is offered"
        className={rowInput.replace('text-right ', '')}
      />
      <input
        name="amount"
        required
        inputMode="decimal"
        aria-label={`Net price in ${currency}`}
        placeholder={`${currency} net`}
        className={rowInput}
      />
      <Button size="sm" type="submit" busy={busy}>
        Quote
      </Button>
    </form>
  );
}

function CheckIn({ project }: { project: Project }) {
  const act = useAct('projects');
  const [busy, setBusy] = useState(false);
  return (
    <Button
      size="sm"
      busy={busy}
      title="Says where you are, once"
      onClick={() => {
        setBusy(true);
        void act(
          async () => checkIn(project.id, { ...(await here()), purpose: 'INSTALLATION' }),
          'Checked in',
        ).finally(() => setBusy(false));
      }}
    >
      Check in here
    </Button>
  );
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, type Schemas } from '@/api/client';
import { say } from '@/api/problem';
import { count, plural, sentence } from '@/lib/format';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Skeleton } from '@/ui/states';
import type { Campaign } from './campaign-api';

type Audience = Schemas['Audience'];

const stages: Schemas['LifecycleStage'][] = [
  'lead',
  'marketing-qualified',
  'sales-qualified',
  'opportunity',
  'customer',
  'evangelist',
  'other',
];

interface AudienceTabProps {
  campaign: Campaign;
  refused?: string;
  save: (audience: Audience) => Promise<void>;
}

/** Who is to get it: conditions on the left of the count that they come to, at once. */
export function AudienceTab({ campaign, refused, save }: AudienceTabProps) {
  const [audience, setAudience] = useState<Audience>(campaign.audience);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const changed = JSON.stringify(audience) !== JSON.stringify(campaign.audience);
  const facets = useFacets();
  const toggle = <K extends keyof Audience>(field: K, value: Audience[K][number]) => {
    const now = audience[field] as string[];
    const next = now.includes(value) ? now.filter((one) => one !== value) : [...now, value];
    setAudience({ ...audience, [field]: next });
  };
  const keep = async () => {
    setBusy(true);
    setError(undefined);
    await save(audience).catch((failure: unknown) =>
      setError(failure instanceof Error ? failure.message : say(failure)),
    );
    setBusy(false);
  };
  return (
    <div className="grid gap-6 md:grid-cols-[minmax(0,1fr)_14rem]">
      <div className="grid content-start gap-5">
        <Chips
          title="Lifecycle"
          values={stages.map((value) => ({ value, label: sentence(value) }))}
          chosen={audience.lifecycleStage}
          refused={refused}
          onToggle={(value) => toggle('lifecycleStage', value as Schemas['LifecycleStage'])}
        />
        <Chips
          title="Tag"
          values={merged(facets.tag, audience.tag)}
          chosen={audience.tag}
          refused={refused}
          onToggle={(value) => toggle('tag', value)}
        />
        <Chips
          title="Source"
          values={merged(facets.source, audience.source)}
          chosen={audience.source}
          refused={refused}
          onToggle={(value) => toggle('source', value)}
        />
        {!refused && <AddTag onAdd={(tag) => !audience.tag.includes(tag) && toggle('tag', tag)} />}
        <p className="text-xs text-ink-3">
          Any of what is chosen of one kind, and all of the kinds. Nothing chosen is everybody.
        </p>
        {changed && !refused && (
          <span className="flex gap-2">
            <Button look="primary" busy={busy} onClick={() => void keep()}>
              Keep this audience
            </Button>
            <Button onClick={() => setAudience(campaign.audience)}>Discard</Button>
          </span>
        )}
        {error && (
          <p role="alert" className="text-danger">
            {error}
          </p>
        )}
      </div>
      <Count audience={audience} type={campaign.type} />
    </div>
  );
}

/** The tags and sources that there are, as the search counts them. */
function useFacets(): { tag: string[]; source: string[] } {
  const { data } = useQuery({
    queryKey: ['search', 'contact-facets'],
    queryFn: ({ signal }) =>
      answer(
        api.GET('/api/search', { signal, params: { query: { type: ['contact'], pageSize: 1 } } }),
      ),
    staleTime: 60_000,
  });
  const of = (name: string) => (data?.facets[name] ?? []).map(({ value }) => value);
  return { tag: of('tag'), source: of('source') };
}

const merged = (known: string[], chosen: string[]) =>
  [...new Set([...chosen, ...known])].map((value) => ({ value, label: value }));

interface ChipsProps {
  title: string;
  values: { value: string; label: string }[];
  chosen: string[];
  refused?: string;
  onToggle: (value: string) => void;
}

function Chips({ title, values, chosen, refused, onToggle }: ChipsProps) {
  if (values.length === 0) return null;
  return (
    <fieldset>
      <legend className="mb-1.5 text-xs font-medium text-ink-2">{title}</legend>
      <div className="flex flex-wrap gap-1.5">
        {values.map(({ value, label }) => (
          <button
            key={value}
            type="button"
            role="checkbox"
            aria-checked={chosen.includes(value)}
            disabled={refused !== undefined}
            title={refused}
            onClick={() => onToggle(value)}
            className="h-7 rounded-full border border-line-strong px-2.5 text-xs text-ink-2 hover:bg-hover aria-checked:border-accent aria-checked:bg-selected aria-checked:text-accent-text"
          >
            {label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function AddTag({ onAdd }: { onAdd: (tag: string) => void }) {
  const [text, setText] = useState('');
  const add = () => {
    if (text.trim()) onAdd(text.trim());
    setText('');
  };
  return (
    <div className="flex max-w-xs items-end gap-2">
      <div className="flex-1">
        <Field
          label="Another tag"
          value={text}
          maxLength={100}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            add();
          }}
        />
      </div>
      <Button className="h-9" onClick={add}>
        Add
      </Button>
    </div>
  );
}

function Count({ audience, type }: { audience: Audience; type: Campaign['type'] }) {
  const preview = useQuery({
    queryKey: ['campaigns', 'audience', audience, type],
    queryFn: ({ signal }) =>
      answer(api.POST('/api/campaigns/preview-audience', { signal, body: { audience, type } })),
    placeholderData: keepPreviousData,
  });
  if (preview.error) return <p className="text-danger">{say(preview.error)}</p>;
  if (!preview.data) return <Skeleton className="h-28" />;
  const { reachable, skipped, sample } = preview.data;
  const reasons = Object.entries(skipped).filter(([, number]) => number > 0);
  return (
    <aside aria-live="polite" className="rounded-lg border border-line bg-raised p-4">
      <p className="text-xl font-semibold tabular-nums">{count(reachable)}</p>
      <p className="text-ink-2">of {plural(preview.data.count, 'contact')} would get it now.</p>
      {reasons.length > 0 && (
        <ul className="mt-3 text-xs text-ink-3">
          {reasons.map(([reason, number]) => (
            <li key={reason} className="flex justify-between gap-2">
              <span>{sentence(reason)}</span>
              <span className="tabular-nums">{count(number)}</span>
            </li>
          ))}
        </ul>
      )}
      {sample.length > 0 && (
        <>
          <p className="mt-3 text-xs text-ink-3">Among them</p>
          <ul className="text-xs">
            {sample.slice(0, 5).map((member) => (
              <li key={`${member.contactId}${member.channel}`} className="truncate">
                {member.name ?? member.address}
              </li>
            ))}
          </ul>
        </>
      )}
    </aside>
  );
}

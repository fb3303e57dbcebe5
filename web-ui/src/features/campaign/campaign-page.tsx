import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import type { Schemas } from '@/api/client';
import { dateTime, sentence } from '@/lib/format';
import { useRefusal } from '@/shared/permissions';
import { ArchiveButton } from '@/shared/records/archive';
import { ConflictDialog } from '@/shared/records/conflict-dialog';
import { useRecordEditor } from '@/shared/records/editor';
import { InlineField } from '@/shared/records/inline-field';
import { RecordFrame, RecordSkeleton } from '@/shared/records/record-frame';
import { AllChanges } from '@/shared/records/timeline';
import { useHistory } from '@/shared/records/use-history';
import { Sheet } from '@/shared/sheet';
import { useTime } from '@/shared/time';
import { Trouble } from '@/shared/trouble';
import { useUrlState } from '@/shared/url-state';
import { useAct } from '@/shared/use-act';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { AudienceTab } from './audience-tab';
import {
  archiveCampaign,
  campaignHistory,
  cancelCampaign,
  getCampaign,
  launchCampaign,
  patchCampaign,
  pauseCampaign,
  restoreCampaign,
  resumeCampaign,
  retryFailed,
  scheduleCampaign,
  tones,
  types,
  type Campaign,
} from './campaign-api';
import { ContentTab } from './content-tab';
import { DeliveriesTab } from './deliveries-tab';

export function CampaignPage() {
  const { id } = useParams({ from: '/shell/campaigns/$id' });
  const { time } = useTime();
  const queryKey = useMemo(() => ['campaigns', 'record', id, time], [id, time]);
  const campaign = useQuery({
    queryKey,
    queryFn: ({ signal }) => getCampaign(id, time, signal),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.status === 'ACTIVE' ? 1500 : false),
  });
  if (campaign.error)
    return (
      <Trouble error={campaign.error} retry={() => void campaign.refetch()} what="This campaign" />
    );
  if (!campaign.data) return <RecordSkeleton />;
  return <Page campaign={campaign.data} queryKey={queryKey} />;
}

const isOver = (status: Campaign['status']) => status === 'COMPLETED' || status === 'CANCELLED';

function Page({ campaign, queryKey }: { campaign: Campaign; queryKey: unknown[] }) {
  const { id, status } = campaign;
  const mayNot = useRefusal('U', 'campaigns');
  const mayNotArchive = useRefusal('D', 'campaigns');
  const isDraft = status === 'DRAFT' || status === 'SCHEDULED';
  const refused = mayNot ?? (isDraft ? undefined : 'What is being sent does not change any more.');
  const { save, conflict, settle } = useRecordEditor({
    record: campaign,
    queryKey,
    patch: useCallback(
      (change: Schemas['CampaignChange'], version: number) => patchCampaign(id, change, version),
      [id],
    ),
    reload: useCallback(() => getCampaign(id, {}), [id]),
  });
  const history = useHistory('campaigns', id, (pageSize, signal) =>
    campaignHistory(id, pageSize, signal),
  );
  const editing = { save, refused };
  const building = [
    {
      key: 'audience',
      label: 'Audience',
      content: (
        <AudienceTab
          campaign={campaign}
          refused={refused}
          save={(audience) => save('audience', 'Audience', audience)}
        />
      ),
    },
    {
      key: 'content',
      label: 'Content',
      content: (
        <ContentTab
          key={campaign.contentVersion}
          campaign={campaign}
          refused={refused}
          save={(content) => save('content', 'Content', content)}
        />
      ),
    },
  ];
  const ledger = {
    key: 'deliveries',
    label: 'Deliveries',
    content: <DeliveriesTab campaign={campaign} />,
  };
  const changes = {
    key: 'history',
    label: 'History',
    content: <AllChanges history={history} undoable={{ resource: 'campaigns', id }} />,
  };
  return (
    <>
      <RecordFrame
        history={history.entries}
        back={{ to: '/campaigns', label: 'Campaigns' }}
        title={campaign.name}
        badges={
          <>
            <Badge tone={tones[status]}>{status.toLowerCase()}</Badge>
            {campaign.archived && <Badge>Archived</Badge>}
          </>
        }
        actions={
          <>
            <Steps campaign={campaign} mayNot={mayNot} />
            <ArchiveButton
              name={campaign.name}
              resource="campaigns"
              archived={campaign.archived}
              refused={mayNotArchive}
              archive={() => archiveCampaign(id)}
              restore={() => restoreCampaign(id)}
            />
          </>
        }
        fields={
          <>
            <InlineField {...editing} label="Name" field="name" value={campaign.name} required />
            <InlineField
              {...editing}
              label="Sent by"
              field="type"
              kind="choice"
              required
              value={campaign.type}
              options={Object.entries(types).map(([value, label]) => ({ value, label }))}
            />
            <InlineField
              {...editing}
              label="From, name"
              field="senderName"
              value={campaign.sender?.name}
              save={(_, label, name) =>
                save('sender', label, { email: campaign.sender?.email ?? '', name })
              }
            />
            <InlineField
              {...editing}
              label="From, e-mail"
              field="senderEmail"
              kind="email"
              value={campaign.sender?.email}
              save={(_, label, email) =>
                save('sender', label, email ? { name: campaign.sender?.name, email } : null)
              }
            />
            <InlineField
              {...editing}
              label="At most a second"
              field="perSecond"
              kind="number"
              value={campaign.perSecond}
            >
              {campaign.perSecond ?? 'as fast as it goes'}
            </InlineField>
          </>
        }
        aside={<Facts campaign={campaign} />}
        tabs={isDraft ? [...building, ledger, changes] : [ledger, ...building, changes]}
      />
      <ConflictDialog conflict={conflict} onSettled={settle} />
    </>
  );
}

function Facts({ campaign }: { campaign: Campaign }) {
  const facts: [string, string | null][] = [
    ['Starts', campaign.status === 'SCHEDULED' ? campaign.startAt : null],
    ['Started', campaign.launchedAt],
    ['Finished', campaign.finishedAt],
  ];
  const shown = facts.flatMap(([name, at]) => (at ? [[name, dateTime(at)] as const] : []));
  if (shown.length === 0 && !campaign.reason) return null;
  return (
    <dl className="mt-4 grid grid-cols-[7.5rem_1fr] gap-2 border-t border-line pt-4">
      {shown.map(([name, at]) => (
        <div key={name} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className="px-2">{at}</dd>
        </div>
      ))}
      {campaign.reason && (
        <>
          <dt className="text-ink-3">Because</dt>
          <dd className="px-2">{campaign.reason}</dd>
        </>
      )}
    </dl>
  );
}

const local = (at: Date) =>
  new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

function Steps({ campaign, mayNot }: { campaign: Campaign; mayNot?: string }) {
  const { id, status } = campaign;
  const mayNotLaunch = useRefusal('L', 'campaigns');
  const act = useAct('campaigns');
  const [, show] = useUrlState(() => undefined);
  const [asking, setAsking] = useState<'launch' | 'schedule' | 'cancel'>();
  const [tomorrow] = useState(() => {
    const now = new Date();
    return local(new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, 9));
  });
  const may = { disabled: mayNot !== undefined, title: mayNot };
  const mayLaunch = { disabled: mayNotLaunch !== undefined, title: mayNotLaunch };
  return (
    <>
      {(status === 'DRAFT' || status === 'SCHEDULED') && (
        <>
          <Button look="primary" {...mayLaunch} onClick={() => setAsking('launch')}>
            Send now …
          </Button>
          <Button {...mayLaunch} onClick={() => setAsking('schedule')}>
            {status === 'SCHEDULED' ? 'Another time …' : 'Schedule …'}
          </Button>
        </>
      )}
      {status === 'ACTIVE' && (
        <Button
          {...may}
          onClick={() =>
            void act(
              () => pauseCampaign(id),
              'Paused',
              () => resumeCampaign(id),
            )
          }
        >
          Pause
        </Button>
      )}
      {(status === 'PAUSED' || status === 'FAILED') && (
        <Button
          look="primary"
          {...mayLaunch}
          onClick={() => void act(() => resumeCampaign(id), 'Goes on')}
        >
          Resume
        </Button>
      )}
      {campaign.failed > 0 && !isOver(status) && (
        <Button {...may} onClick={() => void act(() => retryFailed(id), 'Tried again')}>
          Retry the failed
        </Button>
      )}
      {campaign.failed > 0 && status === 'COMPLETED' && (
        <Button {...may} onClick={() => void act(() => retryFailed(id), 'Tried again')}>
          Retry the failed
        </Button>
      )}
      {!isOver(status) && (
        <Button {...may} onClick={() => setAsking('cancel')}>
          Cancel …
        </Button>
      )}
      {asking === 'launch' && (
        <Sheet
          title={`Send ${campaign.name} now?`}
          description="The audience and the content are fixed at this moment. What was sent cannot be taken back."
          action="Send now"
          onClose={() => setAsking(undefined)}
          onDone={() => {
            show({ tab: undefined }, { replace: true }); // the ledger comes first from now on
            void act(() => Promise.resolve(), 'Sending');
          }}
          run={() => launchCampaign(id)}
        >
          {(errors) => <Missing errors={errors} />}
        </Sheet>
      )}
      {asking === 'schedule' && (
        <Sheet
          title="When does it start?"
          action="Schedule"
          onClose={() => setAsking(undefined)}
          onDone={() => void act(() => Promise.resolve(), 'Scheduled')}
          run={(form) => scheduleCampaign(id, new Date(String(form.get('startAt'))).toISOString())}
        >
          {(errors) => (
            <>
              <Field
                label="Start"
                name="startAt"
                type="datetime-local"
                defaultValue={tomorrow}
                autoFocus
                error={errors['startAt']}
              />
              <Missing errors={errors} but="startAt" />
            </>
          )}
        </Sheet>
      )}
      {asking === 'cancel' && (
        <Sheet
          title={`Cancel ${campaign.name}?`}
          description="Whoever has not got it will not get it. It cannot be started again."
          action="Cancel the campaign"
          danger
          onClose={() => setAsking(undefined)}
          onDone={() => void act(() => Promise.resolve(), 'Cancelled')}
          run={(form) => cancelCampaign(id, String(form.get('reason')).trim() || null)}
        >
          {() => <Field label="Why? (optional)" name="reason" autoFocus maxLength={500} />}
        </Sheet>
      )}
    </>
  );
}

function Missing({ errors, but }: { errors: Record<string, string>; but?: string }) {
  const missing = Object.entries(errors).filter(([field]) => field !== but);
  if (missing.length === 0) return null;
  return (
    <ul role="alert" className="rounded-md bg-danger-soft px-3 py-2 text-danger">
      {missing.map(([field, message]) => (
        <li key={field}>
          {sentence(field)}: {message}
        </li>
      ))}
    </ul>
  );
}

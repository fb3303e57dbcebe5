import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answer, api, type Schemas } from '@/api/client';
import { sentence } from '@/lib/format';
import { useRefusal } from '@/shared/permissions';
import { Sheet } from '@/shared/sheet';
import { Trouble } from '@/shared/trouble';
import { useAct } from '@/shared/use-act';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Choice, Field } from '@/ui/field';
import { Icon } from '@/ui/icon';
import { SkeletonRows } from '@/ui/states';

type Pipeline = Schemas['Pipeline'];
type Stage = Schemas['Stage'];

type Asking =
  | { what: 'pipeline' }
  | { what: 'rename'; pipeline: Pipeline }
  | { what: 'stage'; pipeline: Pipeline; stage?: Stage };

const dots = { OPEN: 'bg-accent', WON: 'bg-success', LOST: 'bg-danger' } as const;

/** The ways that deals take. */
export function Pipelines() {
  const pipelines = useQuery({
    queryKey: ['pipelines'],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/pipelines', { signal, params: { query: { pageSize: 100 } } })),
  });
  const mayNotAdd = useRefusal('C', 'pipelines');
  const refused = useRefusal('U', 'pipelines');
  const [asking, setAsking] = useState<Asking>();
  if (pipelines.error)
    return (
      <Trouble error={pipelines.error} retry={() => void pipelines.refetch()} what="Pipelines" />
    );
  if (!pipelines.data) return <SkeletonRows />;
  return (
    <>
      <Button
        className="mb-3"
        disabled={mayNotAdd !== undefined}
        title={mayNotAdd}
        onClick={() => setAsking({ what: 'pipeline' })}
      >
        <Icon name="plus" /> Add a pipeline
      </Button>
      {pipelines.data.data.map((pipeline) => (
        <section key={pipeline.id} className="mb-5 rounded-lg border border-line">
          <header className="flex items-center gap-2 border-b border-line px-3 py-2">
            <h2 className="flex-1 font-semibold">{pipeline.name}</h2>
            {pipeline.isDefault && <Badge>the usual</Badge>}
            <Button
              size="sm"
              disabled={refused !== undefined}
              title={refused}
              aria-label={`Rename ${pipeline.name}`}
              onClick={() => setAsking({ what: 'rename', pipeline })}
            >
              Rename …
            </Button>
            <Button
              size="sm"
              disabled={refused !== undefined}
              title={refused}
              onClick={() => setAsking({ what: 'stage', pipeline })}
            >
              Add a stage …
            </Button>
          </header>
          <ol>
            {pipeline.stages.map((stage) => (
              <li
                key={stage.id}
                className="flex min-h-10 items-center gap-3 border-b border-line px-3 last:border-0"
              >
                <span aria-hidden className={`size-2 rounded-full ${dots[stage.kind]}`} />
                <span className="flex-1">{stage.name}</span>
                <span className="text-ink-3 tabular-nums">
                  {stage.kind === 'OPEN' ? `${stage.probability} %` : sentence(stage.kind)}
                </span>
                <Button
                  size="sm"
                  look="quiet"
                  disabled={refused !== undefined}
                  title={refused}
                  aria-label={`Change ${stage.name}`}
                  onClick={() => setAsking({ what: 'stage', pipeline, stage })}
                >
                  Change …
                </Button>
              </li>
            ))}
          </ol>
        </section>
      ))}
      {asking && <Asked asking={asking} onClose={() => setAsking(undefined)} />}
    </>
  );
}

const text = (form: FormData, name: string) => String(form.get(name) ?? '').trim();

const run = (asking: Asking, form: FormData) => {
  const name = text(form, 'name');
  const probability = Number(text(form, 'probability') || 0);
  switch (asking.what) {
    case 'pipeline':
      return answer(
        api.POST('/api/pipelines', {
          body: {
            name,
            stages: [
              { name: 'Open', kind: 'OPEN', probability: 50 },
              { name: 'Won', kind: 'WON', probability: 100 },
              { name: 'Lost', kind: 'LOST', probability: 0 },
            ],
          },
        }),
      );
    case 'rename':
      return answer(
        api.PATCH('/api/pipelines/{id}', {
          params: { path: { id: asking.pipeline.id } },
          body: { name },
        }),
      );
    case 'stage': {
      const id = asking.pipeline.id;
      return asking.stage
        ? answer(
            api.PATCH('/api/pipelines/{id}/stages/{stageId}', {
              params: { path: { id, stageId: asking.stage.id } },
              body: asking.stage.kind === 'OPEN' ? { name, probability } : { name },
            }),
          )
        : answer(
            api.POST('/api/pipelines/{id}/stages', {
              params: { path: { id } },
              body: {
                name,
                kind: text(form, 'kind') as Schemas['StageKind'],
                probability,
              },
            }),
          );
    }
  }
};

const titles = (asking: Asking) => {
  if (asking.what === 'pipeline') return 'Add a pipeline';
  if (asking.what === 'rename') return `Rename ${asking.pipeline.name}`;
  return asking.stage?.name ?? `Add a stage to ${asking.pipeline.name}`;
};

function Asked({ asking, onClose }: { asking: Asking; onClose: () => void }) {
  const act = useAct('pipelines', 'deals');
  const stage = asking.what === 'stage' ? asking.stage : undefined;
  const name = asking.what === 'rename' ? asking.pipeline.name : stage?.name;
  return (
    <Sheet
      title={titles(asking)}
      description={
        asking.what === 'pipeline' ? 'It begins with three stages; add yours between.' : undefined
      }
      action="Save"
      onClose={onClose}
      onDone={() => void act(() => Promise.resolve(), 'Saved')}
      run={(form) => run(asking, form)}
    >
      {(errors) => (
        <>
          <Field label="Name" name="name" autoFocus defaultValue={name} error={errors['name']} />
          {asking.what === 'stage' && !stage && (
            <Choice label="A deal in it is" name="kind" error={errors['kind']}>
              <option value="OPEN">Open</option>
              <option value="WON">Won</option>
              <option value="LOST">Lost</option>
            </Choice>
          )}
          {asking.what === 'stage' && stage?.kind !== 'WON' && stage?.kind !== 'LOST' && (
            <Field
              label="Chance in percent"
              name="probability"
              type="number"
              min={0}
              max={100}
              defaultValue={stage?.probability ?? 50}
              error={errors['probability']}
            />
          )}
        </>
      )}
    </Sheet>
  );
}

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { answer, api, type Schemas } from '@/api/client';
import { say } from '@/api/problem';
import { ago } from '@/lib/format';
import { InlineField } from '@/shared/records/inline-field';
import { useSession } from '@/shared/session';
import { Trouble } from '@/shared/trouble';
import { useAct } from '@/shared/use-act';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { SkeletonRows } from '@/ui/states';

/** Who I am, and where I am logged in. */
export function Account() {
  const { user } = useSession();
  const queries = useQueryClient();
  const save = async (field: string, _: string, value: unknown) => {
    try {
      await answer(api.PATCH('/api/me', { body: { [field]: value } as Schemas['ProfileChange'] }));
    } catch (failure) {
      throw new Error(say(failure), { cause: failure });
    }
    await queries.invalidateQueries({ queryKey: ['me'] });
    await queries.invalidateQueries({ queryKey: ['members'] });
  };
  return (
    <>
      <InlineField
        label="First name"
        field="firstName"
        value={user.firstName}
        required
        save={save}
      />
      <InlineField label="Last name" field="lastName" value={user.lastName} required save={save} />
      <p className="grid grid-cols-[7.5rem_1fr] gap-2 py-2">
        <span className="text-ink-3">E-mail</span>
        <span className="px-2">{user.email}</span>
      </p>
      <Sessions />
    </>
  );
}

function Sessions() {
  const act = useAct('sessions');
  const sessions = useQuery({
    queryKey: ['sessions'],
    queryFn: ({ signal }) => answer(api.GET('/api/me/sessions', { signal })),
  });
  if (sessions.error)
    return <Trouble error={sessions.error} retry={() => void sessions.refetch()} what="Sessions" />;
  if (!sessions.data) return <SkeletonRows rows={3} />;
  return (
    <section className="mt-5 border-t border-line pt-4">
      <h2 className="mb-1 text-xs font-medium text-ink-3">Where I am logged in</h2>
      <ul>
        {sessions.data.data.map((session) => (
          <li
            key={session.id}
            className="flex min-h-11 flex-wrap items-center gap-3 border-b border-line py-1.5"
          >
            <span className="min-w-44 flex-1">
              <span className="block break-words">{session.userAgent}</span>
              <span className="block text-xs text-ink-3">
                {session.ipAddress}, used {ago(session.lastUsedAt)}
              </span>
            </span>
            {session.current ? (
              <Badge tone="good">here</Badge>
            ) : (
              <Button
                size="sm"
                onClick={() =>
                  void act(
                    () =>
                      answer(
                        api.DELETE('/api/me/sessions/{id}', {
                          params: { path: { id: session.id } },
                        }),
                      ),
                    'Logged out there',
                  )
                }
              >
                Log out
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

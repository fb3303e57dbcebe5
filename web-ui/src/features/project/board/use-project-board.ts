import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { answer, api } from '@/api/client';
import { isProblem, say } from '@/api/problem';
import type { TimeQuery } from '@/shared/time';
import { toast, toastFailure } from '@/ui/toast';
import { moveProject, projectTitle } from '../project-api';
import { stageName, type ProjectStage } from '../stages';
import {
  columnOf,
  projectOn,
  refreshed,
  withMore,
  withMoved,
  type Board,
  type BoardStage,
} from './board-model';

export interface BoardView extends TimeQuery {
  responsibleId?: string;
  showroomId?: string;
  q?: string;
}

const PER_STAGE = 50;

/** The board of projects as the server counts it, and the moves on it. */
export function useProjectBoard(view: BoardView) {
  const queries = useQueryClient();
  const { responsibleId, showroomId, q, asOf, effectiveAt } = view;
  const query = useMemo(
    () => ({ responsibleId, showroomId, q, asOf, effectiveAt }),
    [responsibleId, showroomId, q, asOf, effectiveAt],
  );
  const queryKey = useMemo(() => ['projects', 'board', query], [query]);
  const board = useQuery({
    queryKey,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const fresh = await answer(
        api.GET('/api/projects/board', {
          signal,
          params: { query: { perStage: PER_STAGE, ...query } },
        }),
      );
      return refreshed(queries.getQueryData<Board>(queryKey), fresh);
    },
  });
  const update = useCallback(
    (change: (board: Board) => Board) =>
      queries.setQueryData<Board>(queryKey, (now) => now && change(now)),
    [queries, queryKey],
  );

  /** Moves a project on; if a gate is in the way, says so by `onGate` instead of by a refusal. */
  const advance = useCallback(
    async (id: string, to: ProjectStage, onGate: () => void) => {
      const shown = queries.getQueryData<Board>(queryKey);
      const project = shown && projectOn(shown, id);
      const from = shown && columnOf(shown, id);
      if (!project || !from) return;
      update((now) => withMoved(now, id, to, new Date().toISOString()));
      try {
        await moveProject(id, to, null, project.version);
        toast(`${projectTitle(project)} → ${stageName(to)}`, {
          label: 'Undo',
          run: () =>
            void moveProject(id, from.stage, 'Moved by mistake')
              .catch((failure: unknown) => toastFailure(say(failure)))
              .then(() => queries.invalidateQueries({ queryKey: ['projects'] })),
        });
      } catch (failure) {
        update((now) => withMoved(now, id, from.stage, project.stageEnteredAt));
        if (isProblem(failure, 409) && failure.code === 'project.gate-not-met') onGate();
        else
          toastFailure(
            isProblem(failure, 412)
              ? 'Somebody else changed it meanwhile. The board shows how it is now.'
              : `${projectTitle(project)} stays in ${stageName(from.stage)}. ${say(failure)}`,
          );
      }
      void queries.invalidateQueries({ queryKey: ['projects'] });
    },
    [queries, queryKey, update],
  );

  const more = useCallback(
    async (column: BoardStage) => {
      if (!column.nextCursor) return;
      const page = await answer(
        api.GET('/api/projects', {
          params: {
            query: {
              stage: [column.stage],
              cancelled: false,
              sort: '-stageEnteredAt',
              cursor: column.nextCursor,
              pageSize: PER_STAGE,
              ...(query.responsibleId ? { responsibleId: [query.responsibleId] } : {}),
              ...(query.showroomId ? { showroomId: [query.showroomId] } : {}),
              q: query.q,
              asOf: query.asOf,
              effectiveAt: query.effectiveAt,
            },
          },
        }),
      );
      update((now) => withMore(now, column.stage, page.data, page.nextCursor));
    },
    [query, update],
  );

  return { board, advance, more };
}

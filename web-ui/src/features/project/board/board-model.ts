import type { Schemas } from '@/api/client';
import type { ProjectSummary } from '../project-api';
import type { ProjectStage } from '../stages';

export type Board = Schemas['ProjectBoard'];
export type BoardStage = Schemas['ProjectBoardStage'];

export const columnOf = (board: Board, projectId: string) =>
  board.stages.find((column) => column.projects.some(({ id }) => id === projectId));

export const projectOn = (board: Board, projectId: string) =>
  columnOf(board, projectId)?.projects.find(({ id }) => id === projectId);

function counted(column: BoardStage, project: ProjectSummary, sign: 1 | -1): BoardStage {
  const value = project.contractTotal;
  const adds = value !== null && value.currency === column.total.currency;
  const cents = Math.round(Number(column.total.amount) * 100);
  const part = adds ? Math.round(Number(value.amount) * 100) * sign : 0;
  return {
    ...column,
    count: column.count + sign,
    total: { ...column.total, amount: ((cents + part) / 100).toFixed(2) },
  };
}

/** The board as it will be once a project is in another stage: on top, where the newest stand. */
export function withMoved(board: Board, projectId: string, to: ProjectStage, now: string): Board {
  const project = projectOn(board, projectId);
  const from = columnOf(board, projectId);
  if (!project || !from || from.stage === to) return board;
  return {
    stages: board.stages.map((column) => {
      if (column.stage === from.stage) {
        const rest = column.projects.filter(({ id }) => id !== projectId);
        return { ...counted(column, project, -1), projects: rest };
      }
      if (column.stage !== to) return column;
      const moved = { ...project, stage: to, stageEnteredAt: now, overdue: false, dueAt: null };
      return { ...counted(column, project, 1), projects: [moved, ...column.projects] };
    }),
  };
}

/** More projects of a stage, each once: some may have moved since the page before. */
export function withMore(
  board: Board,
  stage: ProjectStage,
  projects: ProjectSummary[],
  nextCursor: string | null,
): Board {
  return {
    stages: board.stages.map((column) => {
      if (column.stage !== stage) return column;
      const known = new Set(column.projects.map(({ id }) => id));
      const more = projects.filter(({ id }) => !known.has(id));
      return { ...column, nextCursor, projects: [...column.projects, ...more] };
    }),
  };
}

/** A board read again, keeping what was scrolled to before: the place must not be lost. */
export function refreshed(before: Board | undefined, fresh: Board): Board {
  if (!before) return fresh;
  const seen = new Set(fresh.stages.flatMap(({ projects }) => projects.map(({ id }) => id)));
  return {
    stages: fresh.stages.map((column) => {
      const old = before.stages.find(({ stage }) => stage === column.stage);
      if (!old || !column.nextCursor || old.projects.length <= column.projects.length)
        return column;
      const tail = old.projects.slice(column.projects.length).filter(({ id }) => !seen.has(id));
      return {
        ...column,
        projects: [...column.projects, ...tail],
        nextCursor: old.nextCursor,
      };
    }),
  };
}

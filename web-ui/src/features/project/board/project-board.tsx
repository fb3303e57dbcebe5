import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo, useState } from 'react';
import { cx } from '@/lib/cx';
import { moneyShort, plural } from '@/lib/format';
import { word } from '@/lib/url-search';
import { BoardColumn } from '@/shared/boards/board-column';
import { StagePicker } from '@/shared/boards/stage-picker';
import { useBoardKeys } from '@/shared/boards/use-board-keys';
import { QuickFind } from '@/shared/lists/quick-find';
import { useResourceOfPage } from '@/shared/moments';
import { membersQuery, showroomsQuery } from '@/shared/people';
import { useRefusal } from '@/shared/permissions';
import { fullName } from '@/shared/session';
import { useTime } from '@/shared/time';
import { Trouble } from '@/shared/trouble';
import { useUrlState } from '@/shared/url-state';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';
import { Menu, MenuItem } from '@/ui/menu';
import { Skeleton } from '@/ui/states';
import { GateSheet } from '../gate/gate-sheet';
import { projectTitle } from '../project-api';
import { stageName, stepTo, type ProjectStage } from '../stages';
import { columnOf, projectOn, type BoardStage } from './board-model';
import { ProjectCard } from './project-card';
import { useProjectBoard } from './use-project-board';

/** All projects by how far they are, from the enquiry to the last payment. */
export function ProjectBoard() {
  const [{ responsible, showroom, q }, change] = useUrlState((search) => ({
    responsible: word(search['responsible']),
    showroom: word(search['showroom']),
    q: word(search['q']),
  }));
  const { time, at } = useTime();
  useResourceOfPage('projects');
  const navigate = useNavigate();
  const refused = useRefusal('U', 'projects');
  const mayNotCreate = useRefusal('C', 'projects');
  const { data: members } = useQuery(membersQuery);
  const { data: showrooms } = useQuery(showroomsQuery);
  const { board, advance, more } = useProjectBoard({
    ...time,
    responsibleId: responsible,
    showroomId: showroom,
    q,
  });
  const columns = useMemo(() => board.data?.stages ?? [], [board.data]);
  const [opened] = useState(() => Date.now());
  const now = at ? Date.parse(at) : opened;
  const [picking, setPicking] = useState<string>();
  const [gate, setGate] = useState<{ id: string; to: ProjectStage }>();

  const bring = useCallback(
    (id: string, to: ProjectStage | undefined) => {
      const from = board.data && columnOf(board.data, id)?.stage;
      if (!from || !to || from === to) return;
      if (stepTo(from, to) === 'forward') void advance(id, to, () => setGate({ id, to }));
      else setGate({ id, to });
    },
    [board.data, advance],
  );
  const open = useCallback(
    (id: string) => void navigate({ to: '/projects/$id', params: { id } }),
    [navigate],
  );
  const pick = useCallback((id: string) => setPicking(id), []);
  const lanes = useMemo(
    () => columns.map(({ stage, projects }) => ({ id: stage, cards: projects })),
    [columns],
  );
  const { focusedId, setFocused, reveal, setReveal } = useBoardKeys({
    one: 'project',
    lanes,
    refused,
    onShift: (id, column) => bring(id, columns[column]?.stage),
    onPick: pick,
    onOpen: open,
  });
  const picked = picking && board.data ? projectOn(board.data, picking) : undefined;
  const person = members?.find(({ id }) => id === responsible);

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5">
        <h1 className="text-base font-semibold">Projects</h1>
        <span className="flex-1" />
        <QuickFind
          value={q}
          label="Find on this board"
          onChange={(value) => change({ q: value }, { replace: true })}
        />
        {(showrooms?.length ?? 0) > 1 && (
          <Menu
            button={
              <Button className={cx(showroom && 'border-accent text-accent-text')}>
                {showrooms?.find(({ id }) => id === showroom)?.name ?? 'Showroom'}
              </Button>
            }
          >
            <MenuItem checked={!showroom} onSelect={() => change({ showroom: undefined })}>
              All showrooms
            </MenuItem>
            {showrooms?.map(({ id, name }) => (
              <MenuItem
                key={id}
                checked={id === showroom}
                onSelect={() => change({ showroom: id })}
              >
                {name}
              </MenuItem>
            ))}
          </Menu>
        )}
        <Menu
          button={
            <Button className={cx(responsible && 'border-accent text-accent-text')}>
              <Icon name="contact" className="size-3.5" />
              {person ? fullName(person) : 'Responsible'}
            </Button>
          }
        >
          <MenuItem checked={!responsible} onSelect={() => change({ responsible: undefined })}>
            Everybody
          </MenuItem>
          {members?.map((member) => (
            <MenuItem
              key={member.id}
              checked={member.id === responsible}
              onSelect={() => change({ responsible: member.id })}
            >
              {fullName(member)}
            </MenuItem>
          ))}
        </Menu>
        <Button onClick={() => void navigate({ to: '/projects' })}>
          <Icon name="list" className="size-3.5" /> List
        </Button>
        <Button
          look="primary"
          disabled={mayNotCreate !== undefined}
          title={mayNotCreate}
          onClick={() => void navigate({ to: '/projects', search: { new: '1' } })}
        >
          <Icon name="plus" /> New project
        </Button>
      </header>
      {board.error && !board.data ? (
        <Trouble error={board.error} retry={() => void board.refetch()} what="This board" />
      ) : (
        <div
          className={cx(
            'flex min-h-0 flex-1 snap-x scroll-px-3 gap-3 overflow-x-auto p-3 sm:snap-none',
            board.isPlaceholderData && 'opacity-70',
          )}
        >
          {board.data
            ? columns.map((column) => (
                <BoardColumn
                  key={column.stage}
                  name={stageName(column.stage)}
                  dot={
                    column.stage === 'COMPLETED'
                      ? 'won'
                      : column.stage === 'LOST_NOT_PROCEEDING'
                        ? 'lost'
                        : 'open'
                  }
                  total={column.count}
                  sums={<Sums column={column} />}
                  cards={column.projects}
                  none="No projects"
                  reveal={reveal}
                  onDrop={(id) => bring(id, column.stage)}
                  onMore={column.nextCursor ? () => more(column) : undefined}
                  render={(project) => (
                    <ProjectCard
                      project={project}
                      focused={project.id === focusedId}
                      refused={refused}
                      now={now}
                      onFocus={setFocused}
                      onOpen={open}
                      onMove={pick}
                    />
                  )}
                />
              ))
            : Array.from({ length: 5 }, (_, column) => (
                <div key={column} className="late min-w-60 flex-1 rounded-lg bg-sunken p-3">
                  <Skeleton className="mb-4 h-5 w-2/3" />
                  {Array.from({ length: 4 }, (_, row) => (
                    <Skeleton key={row} className="mb-2 h-20 rounded-lg" />
                  ))}
                </div>
              ))}
        </div>
      )}
      <StagePicker
        open={picked !== undefined}
        name={picked ? projectTitle(picked) : ''}
        hereId={picked?.stage}
        stages={columns.map(({ stage }) => ({ id: stage, name: stageName(stage) }))}
        onClose={() => setPicking(undefined)}
        onPick={(stage) => {
          if (picking) bring(picking, stage as ProjectStage);
          setReveal(picking);
          setPicking(undefined);
        }}
      />
      {gate && <GateSheet {...gate} onClose={() => setGate(undefined)} />}
    </div>
  );
}

function Sums({ column }: { column: BoardStage }) {
  return (
    <>
      <span className="text-ink-2">{moneyShort(column.total)}</span>
      {column.overdue > 0 && (
        <span
          className="text-danger"
          title={
            column.days ? `Here for longer than ${plural(column.days, 'day')}` : 'Here for too long'
          }
        >
          {column.overdue} late
        </span>
      )}
      {column.onHold > 0 && <span>{column.onHold} on hold</span>}
      {column.otherCurrencies.length > 0 && (
        <span title="Besides, in other currencies">
          +{column.otherCurrencies.map((other) => moneyShort(other.total)).join(', ')}
        </span>
      )}
    </>
  );
}

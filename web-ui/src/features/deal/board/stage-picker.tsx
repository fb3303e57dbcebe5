import { Dialog } from '@/ui/dialog';
import { Icon } from '@/ui/icon';
import { Key } from '@/ui/key';
import { passage, type BoardStage } from './board-model';

interface StagePickerProps {
  name?: string;
  from?: BoardStage;
  stages: BoardStage[];
  onPick: (stage: BoardStage) => void;
  onClose: () => void;
}

/** Moves a deal without a mouse: a stage by its number, or by the arrows. */
export function StagePicker({ name, from, stages, onPick, onClose }: StagePickerProps) {
  const pick = (stage: BoardStage | undefined) => {
    if (stage && from && passage(from.kind, stage.kind) !== 'impossible') onPick(stage);
  };
  return (
    <Dialog open={from !== undefined} onClose={onClose} title={`Move ${name ?? ''}`}>
      <ul
        className="-mx-2 grid gap-0.5"
        onKeyDown={(event) => {
          const number = Number(event.key);
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (number) {
            // or the number would be typed into what opens next
            event.preventDefault();
            pick(stages[number - 1]);
          } else if (step) {
            event.preventDefault();
            const buttons = [
              ...event.currentTarget.querySelectorAll<HTMLElement>('button:not(:disabled)'),
            ];
            const at = buttons.findIndex((button) => button === document.activeElement);
            buttons[(at + step + buttons.length) % buttons.length]?.focus();
          }
        }}
      >
        {stages.map((stage, index) => {
          const here = stage.id === from?.id;
          const impossible = from && !here && passage(from.kind, stage.kind) === 'impossible';
          return (
            <li key={stage.id}>
              <button
                type="button"
                autoFocus={here}
                disabled={impossible}
                title={impossible ? 'A closed deal is reopened first.' : undefined}
                onClick={() => (here ? onClose() : pick(stage))}
                className="flex h-9 w-full items-center gap-3 rounded-md px-2 text-left hover:bg-hover focus:bg-hover disabled:text-ink-3"
              >
                <Key>{String(index + 1)}</Key>
                <span className="flex-1">{stage.name}</span>
                {here && <Icon name="check" className="size-4 text-accent-text" />}
              </button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}

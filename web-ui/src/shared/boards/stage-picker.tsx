import { Dialog } from '@/ui/dialog';
import { Icon } from '@/ui/icon';
import { Key } from '@/ui/key';

export interface Choosable {
  id: string;
  name: string;
  /** Why it cannot be chosen. */
  refused?: string;
}

interface StagePickerProps {
  open: boolean;
  name: string;
  hereId?: string;
  stages: readonly Choosable[];
  onPick: (id: string) => void;
  onClose: () => void;
}

/** Moves a card without a mouse: to a stage by its number, or by the arrows. */
export function StagePicker({ open, name, hereId, stages, onPick, onClose }: StagePickerProps) {
  const pick = (stage: Choosable | undefined) => {
    if (stage && stage.id !== hereId && !stage.refused) onPick(stage.id);
  };
  return (
    <Dialog open={open} onClose={onClose} title={`Move ${name}`}>
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
          const here = stage.id === hereId;
          return (
            <li key={stage.id}>
              <button
                type="button"
                autoFocus={here}
                disabled={!here && stage.refused !== undefined}
                title={here ? undefined : stage.refused}
                onClick={() => (here ? onClose() : pick(stage))}
                className="flex h-9 w-full items-center gap-3 rounded-md px-2 text-left hover:bg-hover focus:bg-hover disabled:text-ink-3"
              >
                {index < 9 ? <Key>{String(index + 1)}</Key> : <span className="w-[1.125rem]" />}
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

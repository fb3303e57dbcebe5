import { groupBy } from '@/lib/group-by';
import { useShortcutSheet } from '@/shared/shortcuts';
import { Dialog } from '@/ui/dialog';

const names: Record<string, string> = {
  Mod: 'Ctrl',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
};

const spoken = (key: string) =>
  key
    .split('+')
    .map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join(' ');

/** Every key that does something where we are. */
export function ShortcutSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const sheet = useShortcutSheet();
  const groups = groupBy(sheet, (shortcut) => shortcut.group);
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard shortcuts" wide>
      {/* There is nothing to press in it, and arrows have to scroll it. */}
      <div tabIndex={0} className="gap-8 outline-none sm:columns-2">
        {[...groups].map(([group, shortcuts]) => (
          <section key={group} className="mb-5 break-inside-avoid">
            <h3 className="mb-1 text-xs font-medium text-ink-3">{group}</h3>
            <ul>
              {shortcuts.map(({ keys, label }) => (
                <li key={keys} className="flex h-8 items-center justify-between gap-4">
                  <span>{label}</span>
                  <span className="flex items-center gap-1 text-2xs text-ink-3">
                    {keys.split(' ').map((key, index) => (
                      <kbd
                        key={index}
                        className="rounded border border-line-strong px-1.5 font-sans leading-4"
                      >
                        {spoken(key)}
                      </kbd>
                    ))}
                  </span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}

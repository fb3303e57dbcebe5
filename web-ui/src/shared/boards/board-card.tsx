import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { cx } from '@/lib/cx';
import { Button } from '@/ui/button';
import { Icon } from '@/ui/icon';

interface BoardCardProps {
  id: string;
  /** What a screen reader says of it. */
  label: string;
  title: string;
  focused: boolean;
  refused?: string;
  onFocus: (id: string) => void;
  onOpen: (id: string) => void;
  onMove: (id: string) => void;
  children: ReactNode;
}

/** A record on a board: dragged, opened, or moved by its menu. */
export function BoardCard(props: BoardCardProps) {
  const { id, label, title, focused, refused, onFocus, onOpen, onMove, children } = props;
  const card = useRef<HTMLDivElement>(null);
  const [dragged, setDragged] = useState(false);
  useEffect(() => {
    if (!card.current) return;
    return draggable({
      element: card.current,
      canDrag: () => !refused,
      getInitialData: () => ({ cardId: id }),
      onDragStart: () => setDragged(true),
      onDrop: () => setDragged(false),
    });
  }, [id, refused]);
  return (
    <div
      ref={card}
      data-card={id}
      role="group"
      aria-label={label}
      tabIndex={focused ? 0 : -1}
      onFocus={() => onFocus(id)}
      onClick={() => onOpen(id)}
      className={cx(
        'group relative cursor-pointer rounded-lg border border-line bg-raised px-3 py-2.5 shadow-card transition-colors hover:border-line-strong focus:outline-2 focus:outline-accent',
        dragged && 'opacity-40',
      )}
    >
      <p className="truncate font-medium group-hover:pr-5 pointer-coarse:pr-5">{title}</p>
      {children}
      {!refused && (
        <Button
          look="quiet"
          size="sm"
          tabIndex={-1}
          aria-label={`Move ${title}`}
          title="Move (M)"
          onClick={(event) => {
            event.stopPropagation();
            onMove(id);
          }}
          className="absolute top-1.5 right-1.5 size-6 opacity-0 group-hover:opacity-100 pointer-coarse:opacity-100"
        >
          <Icon name="more" className="size-3.5" />
        </Button>
      )}
    </div>
  );
}

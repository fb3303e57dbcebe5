import { useState } from 'react';
import { useShortcuts } from '../shortcuts';
import { placeOf, stepFrom, type Lane } from './lanes';

interface BoardKeys {
  /** What a card is called: "deal". */
  one: string;
  lanes: readonly Lane[];
  refused?: string;
  /** Brings a card into the column of this number. */
  onShift: (id: string, column: number) => void;
  onPick: (id: string) => void;
  onOpen: (id: string) => void;
}

/** Which card the keyboard is at, and the keys that walk over a board and move its cards. */
export function useBoardKeys({ one, lanes, refused, onShift, onPick, onOpen }: BoardKeys) {
  const [focused, setFocused] = useState<string>();
  const [reveal, setReveal] = useState<string>();
  const focusedId =
    focused && placeOf(lanes, focused).column >= 0
      ? focused
      : lanes.find((lane) => lane.cards.length > 0)?.cards[0]?.id;

  const walk = (right: -1 | 0 | 1, down: -1 | 0 | 1) => {
    const to = focusedId && stepFrom(lanes, focusedId, right, down);
    if (!to) return;
    setFocused(to);
    setReveal(to);
  };
  const shift = (by: 1 | -1) => {
    const column = placeOf(lanes, focusedId).column + by;
    if (!focusedId || !lanes[column] || refused) return;
    onShift(focusedId, column);
    setReveal(focusedId);
  };
  const card = one.charAt(0).toUpperCase() + one.slice(1);
  useShortcuts([
    { keys: 'ArrowLeft', label: 'Stage before', group: 'Board', run: () => walk(-1, 0) },
    { keys: 'ArrowRight', label: 'Next stage', group: 'Board', run: () => walk(1, 0) },
    { keys: 'ArrowUp', label: `${card} above`, group: 'Board', run: () => walk(0, -1) },
    { keys: 'ArrowDown', label: `${card} below`, group: 'Board', run: () => walk(0, 1) },
    { keys: 'k', label: `${card} above`, group: 'Board', run: () => walk(0, -1) },
    { keys: 'j', label: `${card} below`, group: 'Board', run: () => walk(0, 1) },
    {
      keys: 'Shift+ArrowLeft',
      label: 'Move to the stage before',
      group: 'Board',
      run: () => shift(-1),
    },
    {
      keys: 'Shift+ArrowRight',
      label: 'Move to the next stage',
      group: 'Board',
      run: () => shift(1),
    },
    {
      keys: 'm',
      label: 'Move to …',
      group: 'Board',
      run: () => !refused && focusedId && onPick(focusedId),
    },
    {
      keys: 'Enter',
      label: `Open the ${one}`,
      group: 'Board',
      run: (event) => {
        const target = event.target instanceof HTMLElement ? event.target : undefined;
        if (target?.matches('button, a')) target.click();
        else if (focusedId) onOpen(focusedId);
      },
    },
  ]);
  return { focusedId, setFocused, reveal, setReveal };
}

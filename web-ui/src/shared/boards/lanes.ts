/** A column of a board: cards one below the other. */
export interface Lane {
  id: string;
  cards: readonly { id: string }[];
}

const laneOf = (lanes: readonly Lane[], id: string | undefined) =>
  lanes.findIndex((lane) => lane.cards.some((card) => card.id === id));

export function placeOf(lanes: readonly Lane[], id: string | undefined) {
  const column = laneOf(lanes, id);
  return { column, row: lanes[column]?.cards.findIndex((card) => card.id === id) ?? -1 };
}

/** The card that an arrow leads to: sideways over empty columns, and no further than the edge. */
export function stepFrom(
  lanes: readonly Lane[],
  id: string,
  right: -1 | 0 | 1,
  down: -1 | 0 | 1,
): string | undefined {
  const from = placeOf(lanes, id);
  if (from.column < 0) return undefined;
  if (right === 0) return lanes[from.column]?.cards[from.row + down]?.id;
  for (let column = from.column + right; lanes[column]; column += right) {
    const cards = lanes[column]?.cards ?? [];
    if (cards.length > 0) return cards[Math.min(from.row, cards.length - 1)]?.id;
  }
  return undefined;
}

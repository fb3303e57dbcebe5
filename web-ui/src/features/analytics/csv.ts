type Cell = string | number | null;

/** A cell that a spreadsheet must take as text and never as a formula. */
const harmless = (text: string) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const written = (cell: Cell) => {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = /^-?\d+(\.\d+)?$/.test(cell) ? cell : harmless(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** A table as a spreadsheet reads it (RFC 4180). */
export const asCsv = (rows: Cell[][]): string =>
  rows.map((row) => row.map(written).join(',')).join('\r\n') + '\r\n';

/** Gives a text to whoever looks, as a file. */
export function save(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

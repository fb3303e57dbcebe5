/** The first rows of a CSV file, by the rules of RFC 4180; the separator is found by itself. */
export function firstRows(text: string, most: number): string[][] {
  const separator = likely(text.slice(0, text.search(/[\r\n]|$/)));
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const end = () => {
    row.push(cell);
    cell = '';
  };
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') cell += text[at++];
      else quoted = false;
    } else if (letter === '"' && cell === '') quoted = true;
    else if (letter === separator) end();
    else if (letter === '\n' || letter === '\r') {
      if (letter === '\r' && text[at + 1] === '\n') at++;
      end();
      if (row.some((one) => one !== '')) rows.push(row);
      row = [];
      if (rows.length === most) return rows;
    } else cell += letter;
  }
  end();
  if (row.some((one) => one !== '')) rows.push(row);
  return rows;
}

function likely(header: string): string {
  const counted = [',', ';', '\t'].map((one) => ({ one, count: header.split(one).length }));
  return counted.reduce((best, next) => (next.count > best.count ? next : best)).one;
}

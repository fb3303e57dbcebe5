/** A piece of a search that means more than a word: "phrase", -not, field:value. */
export interface Token {
  text: string;
  kind: 'field' | 'phrase' | 'not';
}

const SYNTAX = /-?[\w.]+:(?:"[^"]*"|\S+)|-?"[^"]*"|-\S+/g;

export function tokens(q: string): Token[] {
  return [...q.matchAll(SYNTAX)]
    .filter((match) => match.index === 0 || /\s/.test(q[match.index - 1] ?? ''))
    .map(([text]) => ({
      text,
      kind: text.startsWith('-') ? 'not' : text.startsWith('"') ? 'phrase' : 'field',
    }));
}

export const without = (q: string, token: Token) =>
  q.replace(token.text, '').replace(/\s+/g, ' ').trim();

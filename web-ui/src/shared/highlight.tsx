import type { ReactNode } from 'react';

const ENTITIES: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#x27;': "'",
  '&#x2F;': '/',
};

const unescape = (text: string) =>
  text.replace(/&(?:amp|lt|gt|quot|#39|#x27|#x2F);/g, (entity) => ENTITIES[entity] ?? entity);

/** A piece of a found text, with what was searched for marked; never taken as markup. */
export function Highlight({ html }: { html: string }): ReactNode {
  return html
    .split(/(<em>.*?<\/em>)/)
    .map((part, index) =>
      part.startsWith('<em>') ? (
        <mark key={index}>{unescape(part.slice(4, -5))}</mark>
      ) : (
        unescape(part)
      ),
    );
}

/** What stands behind the question mark: a word, or several of the same name. */
export type UrlSearch = Record<string, string | string[] | undefined>;

export function parseSearch(text: string): UrlSearch {
  const search: Record<string, string | string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const before = search[name];
    search[name] = before === undefined ? value : [...[before].flat(), value];
  }
  return search;
}

/** The shortest address of a state: what is empty or not set is left out. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of [value].flat()) {
      if (one !== undefined && one !== null && one !== '' && one !== false) {
        params.append(name, String(one));
      }
    }
  }
  const text = params.toString().replaceAll('%3A', ':').replaceAll('%2C', ',');
  return text && `?${text}`;
}

export const word = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

export const words = (value: unknown): string[] | undefined => {
  const all = [value].flat().filter((one): one is string => typeof one === 'string' && one !== '');
  return all.length > 0 ? all : undefined;
};

export const positive = (value: unknown): number | undefined => {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : undefined;
};

export const instant = (value: unknown): string | undefined => {
  const text = word(value);
  return text && !Number.isNaN(Date.parse(text)) ? text : undefined;
};

function versionOf(search: URLSearchParams, name: string, newest: number): number | undefined {
  const version = Number(search.get(name));
  return Number.isInteger(version) && version >= 1 && version <= newest ? version : undefined;
}

/** Which versions an address compares; without a word about it the newest with the one before it. */
export function comparedOf(search: URLSearchParams, newest: number): { from: number; to: number } {
  const to = versionOf(search, "to", newest) ?? newest;
  return { from: versionOf(search, "from", newest) ?? Math.max(1, to - 1), to };
}

/** Which version an address looks at: the newest, unless it names one that there is. */
export const shownOf = (search: URLSearchParams, newest: number): number => versionOf(search, "version", newest) ?? newest;

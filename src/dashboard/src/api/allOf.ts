const atOnce = 500;

interface Page<T, C> {
  items: T[];
  next: C | null;
}

/** What is asked for with a page. */
export interface Asked<C> {
  limit: number;
  after?: C;
}

/** All of a list: what is searched and counted here is about all, and a page of the API holds many. */
export async function allOf<T, C>(ask: (query: Asked<C>) => Promise<Page<T, C>>): Promise<T[]> {
  const found: T[] = [];
  for (let after: C | null | undefined; after !== null;) {
    const page = await ask(after === undefined ? { limit: atOnce } : { limit: atOnce, after });
    found.push(...page.items);
    after = page.next;
  }
  return found;
}

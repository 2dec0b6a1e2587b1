/** The results in the order of the items, `limit` of them under way at a time; none is begun once `stop` says so of a result. */
export async function mapLimited<T, R>(
  items: readonly T[],
  limit: number,
  map: (item: T) => Promise<R>,
  stop: (result: R) => boolean = () => false,
): Promise<readonly R[]> {
  const results: R[] = [];
  const entries = items.entries();
  let stopped = false;
  const work = async (): Promise<void> => {
    for (const [index, item] of entries) {
      const result = await map(item);
      results[index] = result;
      stopped ||= stop(result);
      if (stopped) return;
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  // Of what was not begun there is no value.
  return Object.values(results);
}

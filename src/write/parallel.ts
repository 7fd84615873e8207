// Enough to keep the thread pool busy, and far below the limit of open files.
const WORKERS = 32;

/** Runs `work` over all items, some at a time; the results keep the order of the items. The first failure stops the rest and is thrown. */
export async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array<R>(items.length);
  const queue = items.entries();
  let failed = false;
  const worker = async () => {
    for (const [index, item] of queue) {
      if (failed) return;
      results[index] = await work(item, index);
    }
  };
  const outcomes = await Promise.allSettled(
    Array.from({ length: Math.min(WORKERS, items.length) }, () =>
      worker().catch((error: unknown) => {
        failed = true;
        throw error;
      }),
    ),
  );
  // All workers have ended before the failure is thrown, so nothing runs in the background while the caller cleans up.
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  return results;
}

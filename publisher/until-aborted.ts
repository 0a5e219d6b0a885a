/** The items, until they end or the signal aborts, even while the next one is awaited. */
export async function* untilAborted<Item>(
  items: Iterable<Item> | AsyncIterable<Item>,
  signal: AbortSignal,
): AsyncGenerator<Item, void> {
  const iterator = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  const abort = new AbortController();
  const stopped = new Promise<'stopped'>((resolve) => {
    const stop = (): void => resolve('stopped');
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true, signal: abort.signal });
  });
  let isOver = false;
  try {
    while (!signal.aborted) {
      const next = await Promise.race([stopped, nextOf(iterator)]);
      if (next === 'stopped') return;
      isOver = next.done === true;
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    isOver = true;
    throw error;
  } finally {
    abort.abort();
    // Not awaited: a source that hangs would hang here too.
    if (!isOver) void Promise.resolve(iterator.return?.()).catch(() => undefined);
  }
}

async function nextOf<Item>(iterator: Iterator<Item> | AsyncIterator<Item>): Promise<IteratorResult<Item, unknown>> {
  return iterator.next();
}

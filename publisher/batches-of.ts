import type { RequestLimits } from './request-limits';

/**
 * Fills one request after the other, in the order of the items. A batch is yielded when the next item does not fit or
 * there is none. Where the items end with an error, the items before it are yielded first. An item that is too large
 * for any request must be filtered out before.
 */
export async function* batchesOf<Item extends { readonly bytes: number }>(
  items: AsyncIterable<Item>,
  { entries, bytes }: RequestLimits,
): AsyncGenerator<readonly Item[], void> {
  let batch: Item[] = [];
  let batchBytes = 0;
  let problem: { readonly cause: unknown } | undefined;
  try {
    for await (const item of items) {
      if (batch.length > 0 && batchBytes + item.bytes > bytes) {
        yield batch;
        batch = [];
        batchBytes = 0;
      }
      batch.push(item);
      batchBytes += item.bytes;
      if (batch.length < entries) continue;
      yield batch;
      batch = [];
      batchBytes = 0;
    }
  } catch (cause) {
    problem = { cause };
  }
  if (batch.length > 0) yield batch;
  if (problem) throw problem.cause;
}

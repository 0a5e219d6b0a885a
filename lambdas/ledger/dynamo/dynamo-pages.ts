import type { Item } from './dynamo-items';

/** As DynamoDB answers a query or a scan. */
interface Page {
  readonly Items?: Item[] | undefined;
  /** Where the next page begins. Missing on the last. */
  readonly LastEvaluatedKey?: Item | undefined;
}

/** Every item of a query or a scan, page by page. A page may be empty and not the last. */
export async function* everyItem(read: (from: Item | undefined) => Promise<Page>): AsyncGenerator<Item> {
  let from: Item | undefined;
  do {
    const page = await read(from);
    yield* page.Items ?? [];
    from = page.LastEvaluatedKey;
  } while (from);
}

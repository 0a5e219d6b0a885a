import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { StoredItem } from './expressions';

/** One item through time: what stands there now, and what the index shows of it. */
interface StoredRecord {
  item: StoredItem;
  vanishesAt: number;
  /** What the index shows now. */
  indexed: StoredItem | undefined;
  /** Writes the index does not show yet, the oldest first. */
  readonly coming: { readonly at: number; readonly item: StoredItem }[];
}

/** A write, as the auditor sees it. */
export interface TableWrite {
  readonly pk: string;
  readonly sk: string;
  readonly before: StoredItem | undefined;
  readonly after: StoredItem;
}

/** The items of one table, its index of what waits, and the expiry of items. Nobody else can reach into them. */
export class SimTable {
  readonly items = new Map<string, Map<string, StoredRecord>>();
  /** Records that the index has to look at, so that most of a table costs its queries nothing. */
  private readonly onIndex = new Set<StoredRecord>();
  /** What the index showed of every list when it was last asked, and when that was. A write makes it old. */
  private shown = new Map<string, StoredItem[]>();
  private shownAt: number | undefined;

  constructor(
    private readonly now: () => number,
    private readonly onWrite: (write: TableWrite) => void,
  ) {}

  get(pk: string, sk: string): StoredItem | undefined {
    const record = this.items.get(pk)?.get(sk);
    if (!record || record.vanishesAt > this.now()) return record?.item;
    this.items.get(pk)?.delete(sk);
    return undefined;
  }

  put(pk: string, sk: string, item: StoredItem, indexLagMs: number, expiryLagMs: number): void {
    const before = this.get(pk, sk);
    const expiresAt = item['expiresAtSeconds']?.N;
    const vanishesAt = expiresAt === undefined ? Infinity : Number(expiresAt) * 1000 + expiryLagMs;
    const record = this.recordAt(pk, sk, item);
    record.item = item;
    record.vanishesAt = vanishesAt;
    if (item['waiting'] !== undefined || record.indexed !== undefined || record.coming.length > 0) {
      const lastAt = record.coming.at(-1)?.at ?? 0;
      record.coming.push({ at: Math.max(lastAt, this.now() + indexLagMs), item });
      this.onIndex.add(record);
      this.shownAt = undefined;
    }
    this.onWrite({ pk, sk, before, after: item });
  }

  /** All items of one partition, by their sort key. */
  partition(pk: string): StoredItem[] {
    const sortKeys = [...(this.items.get(pk)?.keys() ?? [])].sort();
    return sortKeys.map((sk) => this.get(pk, sk)).filter((item) => item !== undefined);
  }

  all(): StoredItem[] {
    return [...this.items.keys()].flatMap((pk) => this.partition(pk));
  }

  /** What the index shows of one list at present, by its sort key. */
  indexed(list: string): readonly StoredItem[] {
    const now = this.now();
    // A sweep asks for its lists all at once, and most of them are empty.
    if (this.shownAt !== now) {
      this.shown = this.allIndexed(now);
      this.shownAt = now;
    }
    return this.shown.get(list) ?? [];
  }

  private allIndexed(now: number): Map<string, StoredItem[]> {
    const lists = new Map<string, StoredItem[]>();
    for (const record of this.onIndex) {
      for (let next = record.coming[0]; next && next.at <= now; next = record.coming[0]) {
        record.coming.shift();
        record.indexed = next.item['waiting'] === undefined ? undefined : next.item;
      }
      if (record.indexed) {
        const list = text(record.indexed['waiting']);
        const shown = lists.get(list);
        if (shown) shown.push(record.indexed);
        else lists.set(list, [record.indexed]);
      } else if (record.coming.length === 0) this.onIndex.delete(record);
    }
    for (const shown of lists.values()) shown.sort((a, b) => (text(a['dueAt']) < text(b['dueAt']) ? -1 : 1));
    return lists;
  }

  /**
   * When the next thing falls due by what is stored, whatever the index shows of it. An incident that was decided is
   * looked at every hour for ever; that is of interest only while something waits with it.
   */
  earliestDue(): string | undefined {
    let earliest: string | undefined;
    const records = [...this.onIndex].filter(({ item }) => item['waiting'] !== undefined);
    const cohorts = records.map(({ item }) => text(item['waiting'])).filter((list) => list.startsWith('incident#'));
    for (const { item } of records) {
      if (text(item['waiting']).startsWith('incident#')) continue;
      const waitsFor = `incident#${text(item['incidentId'])}#`;
      if (item['decided'] !== undefined && !cohorts.some((list) => list.startsWith(waitsFor))) continue;
      // What needs a person's attention is on a list of its own, which nobody polls, and so is what may be mended.
      if (/^(?:attention|conversation|undelivered|unmended|hurt)#/.test(text(item['waiting']))) continue;
      // Behind the time stands what lists show.
      const [dueAt = ''] = text(item['dueAt']).split(' ');
      if (earliest === undefined || dueAt < earliest) earliest = dueAt;
    }
    return earliest;
  }

  private recordAt(pk: string, sk: string, item: StoredItem): StoredRecord {
    let partition = this.items.get(pk);
    if (!partition) this.items.set(pk, (partition = new Map<string, StoredRecord>()));
    let record = partition.get(sk);
    if (!record) partition.set(sk, (record = { item, vanishesAt: Infinity, indexed: undefined, coming: [] }));
    return record;
  }
}

export function text(value: AttributeValue | undefined): string {
  return value?.S ?? '';
}

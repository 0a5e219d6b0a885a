import { summaryOf, type RemedySummary } from '../../flow/operate/remedy-list';
import type { Ledger, RemedyKey } from '../../ledger/port/ledger';
import { remedyIndexes, type RemedyIndex, type RemedyLookUp } from '../../ledger/port/remedy-index';
import { remedyIdsBegin } from '../../model/remedy-id';

/** As what a text was looked up. */
export const searchedAs = ['customer', ...remedyIndexes] as const;

export type SearchedAs = (typeof searchedAs)[number];

/** What is found by a text, whatever it is: somebody's id, an order, a payment, a remedy or its reference. */
export interface SearchView {
  /** Its customer, where it is the id of one. */
  readonly customerId: string | null;
  readonly remedies: readonly FoundRemedy[];
  /** As what it was looked up, and where it could not be, why. */
  readonly looked: readonly { readonly as: SearchedAs; readonly found: number; readonly why?: string | undefined }[];
}

export interface FoundRemedy extends RemedySummary {
  /** As what the text found it. */
  readonly as: RemedyIndex;
}

export interface SearchPorts {
  readonly ledger: Pick<Ledger, 'read'>;
  readonly lists: { readonly ledger: Pick<Ledger, 'readRemedy'> };
  readonly lookUp: RemedyLookUp;
}

/** @param text as somebody typed it, without blanks around it */
export async function search(text: string, ports: SearchPorts): Promise<SearchView> {
  const [customer, ...byIndex] = await Promise.all([
    // No remedy is asked for: the customer record alone is wanted.
    ports.ledger.read(text, ''),
    ...remedyIndexes.map((index) => lookUp(index, text, ports)),
  ]);
  const isCustomer = customer.customerRecord.version > 0;
  const remedies = byIndex.flatMap((found) => found.remedies);
  return {
    customerId: isCustomer ? text : null,
    remedies: remedies.toSorted((a, b) => (a.since > b.since ? -1 : 1)),
    looked: [
      { as: 'customer', found: isCustomer ? 1 : 0 },
      ...byIndex.map((one) => ({ as: one.as, found: one.remedies.length, ...(one.why && { why: one.why }) })),
    ],
  };
}

interface LookedUp {
  readonly as: RemedyIndex;
  readonly remedies: readonly FoundRemedy[];
  readonly why?: string | undefined;
}

async function lookUp(as: RemedyIndex, text: string, ports: SearchPorts): Promise<LookedUp> {
  if (!ports.lookUp.indexes.includes(as)) return { as, remedies: [], why: `this stage has no index by ${as}` };
  if (as === 'reference' && beginOf(text) === undefined) return { as, remedies: [], why: noReference };
  const found = await ports.lookUp.remediesBy(as, beginOf(text, as));
  const ofLine = as === 'order' && found.length === 0 ? await ofOrderLine(text, ports) : [];
  return { as, remedies: [...(await recordsOf(found, as, ports)), ...ofLine] };
}

const noReference = 'it is neither a reference, which has eight letters and digits such as R7K4-M2QX, nor a remedy id';

/** How the ids of remedies begin that a text means, or for the other indexes the text itself. */
function beginOf(text: string, as: RemedyIndex): string;
function beginOf(text: string): string | undefined;
function beginOf(text: string, as: RemedyIndex = 'reference'): string | undefined {
  if (as !== 'reference') return text;
  return /^rem_[0-9a-f]{6,}$/.test(text) ? text : remedyIdsBegin(text);
}

/** `ord_1/line_2`: what of an order is about one of its lines. */
async function ofOrderLine(text: string, ports: SearchPorts): Promise<FoundRemedy[]> {
  const slash = text.lastIndexOf('/');
  if (slash <= 0) return [];
  const [orderId, lineId] = [text.slice(0, slash), text.slice(slash + 1)];
  const found = await ports.lookUp.remediesBy('order', orderId);
  return recordsOf(found, 'order', ports, lineId);
}

async function recordsOf(
  found: readonly RemedyKey[],
  as: RemedyIndex,
  { lists }: SearchPorts,
  lineId?: string,
): Promise<FoundRemedy[]> {
  const records = await Promise.all(
    found.map(({ customerId, remedyId }) => lists.ledger.readRemedy(customerId, remedyId)),
  );
  return records
    .filter((record) => record !== undefined)
    .filter((record) => lineId === undefined || record.lineId === lineId)
    .map((record) => ({ ...summaryOf(record), as }));
}

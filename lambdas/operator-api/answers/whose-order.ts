import type { RemedyKey } from '../../ledger/port/ledger';
import { search, type SearchPorts } from './search-view';

/** Whose it is, or why nobody can say. */
export type WhoseOrder = Pick<RemedyKey, 'customerId' | 'remedyId'> | { readonly why: string };

/** The customer whose order, payment or reference somebody has quoted, with the newest remedy about it. */
export async function whoseOrder(quoted: string, ports: SearchPorts): Promise<WhoseOrder> {
  const { remedies, looked } = await search(quoted, ports);
  const [newest] = remedies;
  const customers = new Set(remedies.map(({ customerId }) => customerId));
  if (newest && customers.size === 1) return { customerId: newest.customerId, remedyId: newest.remedyId };
  if (newest) return { why: `${quoted} is of ${customers.size} customers: ask them for something else` };
  const cannot = looked.flatMap(({ why }) => why ?? []);
  return { why: [`nothing here is about ${quoted}`, ...cannot].join('; ') };
}

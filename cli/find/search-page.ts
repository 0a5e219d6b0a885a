import type { SearchPage } from '../../lambdas/operator-api/response-schemas';
import { tableOf } from '../pages/table';

/** What a text has found, and as what it was looked up in vain. */
export function searchPage({ customerId, remedies, looked }: SearchPage): string {
  const rows = remedies.map((one) => [one.as, one.customerId, one.remedyId, one.reference, one.state]);
  return [
    ...(customerId === null ? [] : [`It is the customer ${customerId}.`]),
    ...(rows.length === 0 ? [] : [tableOf(['BY', 'CUSTOMER', 'REMEDY', 'REFERENCE', 'STATE'], rows)]),
    ...(customerId === null && rows.length === 0 ? ['Nothing was found.'] : []),
    ...looked.filter(({ why }) => why !== undefined).map(({ as, why }) => `Not looked up as ${as}: ${why}.`),
  ].join('\n');
}

import type { Covered } from '../../model/decision';
import type { PolicyView } from './policy';

type Before = Pick<PolicyView<unknown>, 'earlier' | 'held'>;

/**
 * All that other remedies of the customer make good, or would once a person approves them: what waits for a person must
 * not be given meanwhile under another name.
 */
export function coveredBefore({ earlier, held = [] }: Before): Covered[] {
  return [...earlier, ...held].flatMap(({ covers = [] }) => covers);
}

/** Whether another remedy for the same order makes that good. */
export function wasCoveredInOrder({ earlier, held = [] }: Before, orderId: string, what: string): boolean {
  return [...earlier, ...held].some(
    (remedy) => remedy.orderId === orderId && remedy.covers?.some((covered) => covered.what === what),
  );
}

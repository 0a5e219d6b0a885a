import { remedyIdsBegin } from '../../model/remedy-id';
import type { RemedyKey } from './ledger';

/** Finds remedies by how their ids begin: by the reference that a customer says. */
export interface RemedyFinder {
  /** The ids of this customer's remedies that begin so. */
  remediesBeginning(customerId: string, begin: string): Promise<string[]>;
}

/** Finds them where nobody knows the customer. */
export interface RemedySearch {
  /** Every remedy whose id begins so. It looks at everything that the ledger holds. */
  search(begin: string): Promise<RemedyKey[]>;
}

/**
 * The remedies that somebody means who names one, by its id or by its reference. An id is taken as it is.
 *
 * @param name `rem_8c1f…`, or `R7K4-M2QX`
 */
export async function remediesNamed(name: string, customerId: string, finder: RemedyFinder): Promise<string[]> {
  const begin = remedyIdsBegin(name);
  return begin === undefined ? [name] : finder.remediesBeginning(customerId, begin);
}

import type { Ledger } from '../../ledger/port/ledger';
import type { FlowContext } from '../record/flow-context';

export type EraseContext = Pick<FlowContext, 'observer' | 'clock'> & {
  readonly ledger: Pick<Ledger, 'eraseEnvelopes'>;
};

/** Whose data goes, and who says so. */
export interface Erasure {
  readonly customerId: string;
  /** The verified identity of the person who erases. */
  readonly actor: string;
  readonly why: string;
}

/**
 * Empties every envelope of a customer: all that is stored here of their name, address and purchase. What the ledger
 * says of the money stays, under a pseudonymous id, for it is needed to pay nothing twice. Mails that were still to be
 * written are not written any more. A failure that is published afterwards brings its own envelope.
 *
 * @returns how many there were. Asked again it erases what is left, which is none
 */
export async function eraseCustomer({ customerId, actor, why }: Erasure, context: EraseContext): Promise<number> {
  const count = await context.ledger.eraseEnvelopes(customerId, context.clock().toISOString());
  // The log says who erased and why, and not whose data it was.
  context.observer.step({ step: 'erased', count, actor, why });
  return count;
}

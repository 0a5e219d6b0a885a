import type { Failure } from '../../failures/definition/failure';
import type { Decision } from '../../model/decision';
import { backOfPrice } from '../../model/remedy';
import { decide, type Circumstances } from './decide';
import type { KnownPayment } from './in-currency-of';

/** Asks the provider what it knows of the payment of a failure. */
export type AskForPayment = () => Promise<KnownPayment>;

/**
 * Decides on what the provider knows of the payment. It is asked only where something of the price would go back:
 * money, or a new one for what was paid.
 *
 * @param ask undefined where the provider cannot be asked
 */
export async function decideOnPayment(
  failure: Failure,
  circumstances: Circumstances,
  ask: AskForPayment | undefined,
): Promise<Decision> {
  const decision = decide(failure, circumstances);
  if (!ask || !givesBackOfPrice(decision)) return decision;
  return decide(failure, { ...circumstances, payment: await ask() });
}

function givesBackOfPrice(decision: Decision): boolean {
  return decision.outcome !== 'none' && decision.parts.some((part) => backOfPrice(part) !== undefined);
}

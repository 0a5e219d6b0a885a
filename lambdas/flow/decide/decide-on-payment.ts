import type { Failure } from '../../failures/definition/failure';
import type { Decision } from '../../model/decision';
import { backOfPrice, isInKind, type PaymentMethod, type RemedyPart } from '../../model/remedy';
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
  const payment = await ask();
  return paidAs(payment, decide(failure, { ...circumstances, payment }));
}

/** What goes back goes the way it was paid, and the mail says so. */
function paidAs(known: KnownPayment, decision: Decision): Decision {
  const method = known.kind === 'payment' ? known.payment.method : undefined;
  if (method === undefined || decision.outcome === 'none') return decision;
  return { ...decision, parts: decision.parts.map((part) => withMethod(part, method)) };
}

function withMethod(part: RemedyPart, paidWith: PaymentMethod): RemedyPart {
  if (part.kind === 'refund') return { ...part, paidWith };
  if (part.kind === 'cancellation') return { ...part, fallback: { ...part.fallback, paidWith } };
  if (!isInKind(part) || part.fallback?.kind !== 'refund') return part;
  return { ...part, fallback: { ...part.fallback, paidWith } };
}

function givesBackOfPrice(decision: Decision): boolean {
  return decision.outcome !== 'none' && decision.parts.some((part) => backOfPrice(part) !== undefined);
}

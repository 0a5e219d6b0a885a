import type { EntitlementPart, RefundPart } from '../../model/remedy';
import type { Failure } from '../definition/failure';
import type { EarlierRemedy, PolicyView } from '../definition/policy';
import { giveInKind, type InKindOptions } from './give-in-kind';

/** What failed, of which another one is given. */
type Right = Pick<EntitlementPart, 'entitlementId' | 'to'>;

/**
 * Another one of what failed, in the place of a refund. It is worth the whole price, so it is undefined where less than
 * that is left to be given back.
 */
export function anotherOne(
  right: Right,
  purchase: Failure['purchase'],
  refund: RefundPart,
  { refundableMinor, options }: PolicyView<InKindOptions>,
): EntitlementPart | undefined {
  const worthMinor = purchase.amountMinor;
  if (refundableMinor < worthMinor) return undefined;
  return giveInKind({ action: 'grant', count: 1, ...right, worthMinor, fallback: refund }, purchase, options);
}

/**
 * Why a person has to look: for this purchase another one was decided on before, and that one may have failed too, or
 * money stood in for it. Undefined where none was.
 */
export function anotherGivenBefore(
  { orderId, lineId }: Failure['purchase'],
  { to }: Pick<Right, 'to'>,
  { earlier }: PolicyView<unknown>,
): string | undefined {
  const isOfPurchase = (remedy: EarlierRemedy): boolean => remedy.orderId === orderId && remedy.lineId === lineId;
  const wasGiven = earlier.some(
    (remedy) =>
      isOfPurchase(remedy) && remedy.parts.some((part) => part.kind === 'entitlement' && part.action === 'grant'),
  );
  return wasGiven ? `another ${to} was decided on before, and a person finds out what became of that one` : undefined;
}

import { isApprovedByPerson, type PartRecord, type RemedyRecord } from '../ledger/remedy-record';
import type { Finding } from './finding';
import { isWithin, type Scope } from './scope';

/** One remedy of a customer that was given of something. */
interface Use {
  readonly customerId: string;
  readonly remedyId: string;
  readonly isInWindow: boolean;
}

/**
 * What belongs to one customer, and was given of to several: a payment, an order line, a credit account, an
 * entitlement. Amends holds most of that by itself; this finds what came past it, whatever the customer records say.
 * What a person approved was seen by one. Kept in memory, at some 200 bytes for each part that was given.
 */
export class SeveralCustomers {
  private readonly uses = new Map<string, Use[]>();

  constructor(private readonly scope: Scope) {}

  handleRecord(record: RemedyRecord): void {
    const { customerId, remedyId, history } = record;
    if (isApprovedByPerson(record)) return;
    const given = record.parts.filter(({ outcome }) => outcome.state === 'succeeded' || outcome.state === 'pending');
    const places = new Set(given.flatMap((part) => placesOf(part, record)));
    if (places.size === 0) return;
    const isInWindow = history.some(({ at, state }) => isGivenState[state] && isWithin(at, this.scope.window));
    for (const place of places) {
      const uses = this.uses.get(place) ?? [];
      uses.push({ customerId, remedyId, isInWindow });
      this.uses.set(place, uses);
    }
  }

  /** Where nothing was given in the window, an earlier reconciliation has said it. */
  *findings(): Generator<Finding> {
    for (const [what, uses] of this.uses) {
      const customerIds = [...new Set(uses.map(({ customerId }) => customerId))].sort();
      if (customerIds.length < 2 || !uses.some(({ isInWindow }) => isInWindow)) continue;
      const remedyIds = uses.map(({ remedyId }) => remedyId).sort();
      yield { kind: 'several-customers', what, customerIds, remedyIds };
    }
  }
}

const isGivenState: Partial<Record<RemedyRecord['state'], true>> = { issued: true, pending: true };

/** In words, which name each of them alone. */
function placesOf({ part }: PartRecord, { orderId, lineId, customerId }: RemedyRecord): string[] {
  const line = (id: string | undefined): string =>
    id === undefined ? `order ${orderId}` : `line ${id} of order ${orderId}`;
  switch (part.kind) {
    case 'refund':
    case 'cancellation':
      return [`payment ${part.paymentId}`];
    case 'replacement':
      return [line(part.lineId)];
    case 'credit':
      return [
        line(part.lineId ?? lineId),
        ...(part.accountId === customerId ? [] : [`credit account ${part.accountId}`]),
      ];
    case 'entitlement':
      return [line(part.lineId ?? lineId), `entitlement ${part.entitlementId}`];
    case 'callback':
      return [];
  }
}

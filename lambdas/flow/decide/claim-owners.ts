import { createHash } from 'node:crypto';
import type { Failure } from '../../failures/definition/failure';
import type { Ledger } from '../../ledger/port/ledger';
import type { RemedyRecord } from '../../ledger/remedy-record';
import type { BindingDecision, HoldDecision } from '../../model/decision';
import type { RemedyPart } from '../../model/remedy';

/** Something that belongs to the first customer who uses it. */
interface Owned {
  readonly what: string;
  readonly key: string;
}

/**
 * What no provider bounds has one owner: an order line that is sent again, credited or given back in kind, an
 * entitlement, and an account that is credited and does not bear the customer's own id. The first customer to use it is
 * written down, and for every other a person decides, with both named. Written before the commitment, so that of many
 * at once one is given.
 */
export async function claimOwners(
  decision: BindingDecision,
  { customer, purchase }: Pick<Failure, 'customer' | 'purchase'>,
  ledger: Pick<Ledger, 'claim'>,
): Promise<BindingDecision> {
  if (decision.outcome === 'hold' && !decision.awaits) return decision;
  const another = await ownedByAnother(decision.parts, { ...purchase, customerId: customer.id }, ledger);
  return another === undefined ? decision : heldFor(another, decision);
}

/**
 * Writes down the customer as the owner of what these parts are given for, unless it has one. To be asked again where
 * something is given that no decision gave by itself: what an incident's verdict releases, or a credit in the place of
 * a refund.
 *
 * @returns why a person has to decide, where it has another owner
 */
export async function ownedByAnother(
  parts: readonly RemedyPart[],
  { customerId, orderId, lineId }: Pick<RemedyRecord, 'customerId' | 'orderId' | 'lineId'>,
  ledger: Pick<Ledger, 'claim'>,
): Promise<string | undefined> {
  const owned = new Map(
    parts.flatMap((part) => ownedBy(part, customerId, { orderId, lineId })).map((one) => [one.key, one]),
  );
  for (const { what, key } of owned.values()) {
    const owner = await ledger.claim(key, customerId);
    if (owner !== customerId) return `${what} was used for customer ${owner} before, and this is ${customerId}`;
  }
  return undefined;
}

function ownedBy(
  part: RemedyPart,
  customerId: string,
  { orderId, lineId }: Pick<RemedyRecord, 'orderId' | 'lineId'>,
): Owned[] {
  const lineOf = (id: string | undefined): Owned => ({
    what: id === undefined ? `order ${orderId}` : `line ${id} of order ${orderId}`,
    key: `line/${hashOf([orderId, id ?? ''])}`,
  });
  switch (part.kind) {
    case 'replacement':
      return [lineOf(part.lineId)];
    case 'entitlement': {
      const { entitlementId } = part;
      const right = { what: `entitlement ${entitlementId}`, key: `entitlement/${hashOf([entitlementId])}` };
      return [lineOf(part.lineId ?? lineId), right];
    }
    case 'credit': {
      const account = { what: `credit account ${part.accountId}`, key: `account/${hashOf([part.accountId])}` };
      return [lineOf(part.lineId ?? lineId), ...(part.accountId === customerId ? [] : [account])];
    }
    case 'refund':
    case 'cancellation':
    case 'callback':
      return [];
  }
}

function hashOf(ids: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(ids), 'utf8').digest('hex').slice(0, 32);
}

function heldFor(why: string, decision: BindingDecision): HoldDecision {
  return {
    ...decision,
    outcome: 'hold',
    cause: undefined,
    awaits: undefined,
    withIncident: undefined,
    reasons: [why, ...decision.reasons],
  };
}

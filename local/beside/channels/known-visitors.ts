import * as z from 'zod';
import type { NetworkKind, Visitor } from '../../company/networks/seen/emulated-network';
import { takePayments } from '../../demo/script/take-payments';
import type { LocalSystem } from '../../system/local-system';

const dayMs = 24 * 60 * 60 * 1000;

const paidSchema = z.object({ purchase: z.looseObject({ paymentId: z.string() }) });

/** Nobody at the company knows who this is. */
export const strangerId = 'stranger';

/** Whom the company knows a visitor as, once it does. */
export function customerIdOf({ channel }: Pick<NetworkKind, 'channel'>, { id }: Pick<Visitor, 'id'>): string {
  return `cus_${channel}_${id}`;
}

/**
 * Makes a visitor a customer: they have bought something, and gave the company their handles. A stranger stays one.
 *
 * @returns the id of the customer
 */
export async function makeKnown(
  kind: Pick<NetworkKind, 'channel'>,
  visitor: Visitor,
  { networks, endpoints }: Pick<LocalSystem, 'networks' | 'endpoints'>,
): Promise<string | undefined> {
  if (visitor.id === strangerId) return undefined;
  const { channel } = kind;
  const id = customerIdOf(kind, visitor);
  if (networks.knownAs(visitor)) return id;
  const customer = { id, name: visitor.name, email: `${visitor.id}.${channel}@example.com`, locale: 'en-GB' };
  const bought = {
    orderId: `ord_${channel}_${visitor.id}`,
    amountMinor: 2_900,
    currency: 'GBP',
    purchasedAt: new Date(Date.now() - 3 * dayMs).toISOString(),
  };
  const entry = { Source: '', DetailType: '', Detail: { purchase: bought } };
  const [paid] = await takePayments({ entries: [entry], cards: {} }, endpoints.provider, () => undefined);
  const { purchase } = paidSchema.parse(paid?.entry.Detail);
  networks.know(visitor, { customer, purchase });
  return id;
}

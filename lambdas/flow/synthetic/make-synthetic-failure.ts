import type { TestPayments } from '../../fulfilment/synthetic/test-payments';
import { hourMs } from '../../model/durations';
import type { Money } from '../../model/money';
import { syntheticIdOf, type SyntheticPublisher } from '../../outcomes/synthetic';
import type { FlowContext } from '../record/flow-context';

export interface SyntheticContext extends Pick<FlowContext, 'ledger' | 'observer' | 'clock'> {
  readonly payments: TestPayments;
  readonly publisher: SyntheticPublisher;
  /** What each synthetic payment pays, and gets back. */
  readonly price: Money;
  /** The remedy that the failure of the customer with this id earns. */
  readonly remedyIdOf: (id: string) => string;
  /** The failure itself, at an instant in ISO 8601. */
  readonly failureOf: (id: string, paymentId: string, at: string) => object;
}

export interface SyntheticResult {
  /** Whether the failure of the hour before was made good, and its mail delivered. */
  readonly arrived: boolean;
  /** The remedy of the failure that was published now. */
  readonly remedyId: string;
}

/**
 * Looks what became of the synthetic failure of the hour before, and publishes that of this hour. Run twice in an hour,
 * it pays once and publishes the same failure again.
 *
 * @throws LiveKeyError where the provider's key is not one for tests
 */
export async function makeSyntheticFailure(context: SyntheticContext): Promise<SyntheticResult> {
  const { observer, clock, payments, publisher, price, remedyIdOf, failureOf } = context;
  const now = clock();
  const before = syntheticIdOf(new Date(now.getTime() - hourMs));
  const missing = await missingOf(before, context);
  observer.step({
    step: 'synthetic-looked-at',
    remedyId: remedyIdOf(before),
    count: missing === undefined ? 1 : 0,
    why: missing ?? 'it was issued, and its mail delivered',
  });
  const id = syntheticIdOf(now);
  const paymentId = await payments.pay(price, `${id}_payment`);
  await publisher.publish(failureOf(id, paymentId, now.toISOString()));
  return { arrived: missing === undefined, remedyId: remedyIdOf(id) };
}

/** What did not come of a synthetic failure, in words. Undefined where the customer has money and mail. */
async function missingOf(
  customerId: string,
  { ledger, remedyIdOf }: Pick<SyntheticContext, 'ledger' | 'remedyIdOf'>,
): Promise<string | undefined> {
  const { record, notices } = await ledger.readMails({ customerId, remedyId: remedyIdOf(customerId) }, ['apology']);
  if (!record) return 'nothing is recorded of it';
  if (record.state !== 'issued') return `it is ${record.state}: ${record.reasons.join('; ')}`;
  const { apology } = notices;
  if (apology?.state !== 'delivered') return `it was issued, and its mail is ${apology?.state ?? 'not begun'}`;
  return undefined;
}

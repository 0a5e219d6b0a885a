import Stripe from 'stripe';
import type { Failed, TestSystem } from './test-system';

/** A refund fails after it was made: the provider says so by its webhook, and the sweep asks whether it is so. */
export async function failsLate(system: TestSystem, failed: Failed): Promise<void> {
  const [refund] = await system.refundsOf(failed);
  await system.provider.testHelpers.refunds.expire(refund?.id ?? '');
  const object = { ...refund, status: 'failed', failure_reason: 'expired_or_canceled_card' };
  const created = Math.floor(Date.now() / 1_000);
  const body = JSON.stringify({ id: 'evt_1', object: 'event', type: 'refund.failed', created, data: { object } });
  const signature = Stripe.webhooks.generateTestHeaderString({ payload: body, secret: 'whsec_local' });
  const headers = { 'content-type': 'application/json', 'stripe-signature': signature };
  await fetch(system.webhookUrl, { method: 'POST', body, headers });
  await system.local.idle();
  // The first asks the provider whether it is so, and the second finds no other way.
  await system.runSweep();
  await system.runSweep();
}

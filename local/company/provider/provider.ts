import { serve, type LoopbackServer } from '../../emulator/server/loopback-server';
import { PackagedUpstream } from '../../emulator/server/packaged-upstream';
import type { EmitCompanyEvent } from '../company-event';
import { CustomerBalances } from './customer-balances';
import { FailedRefunds } from './failed-refunds';
import { handleProviderRequest } from './handle-provider-request';
import { PaidMethods } from './methods/paid-methods';
import { PaymentIntents } from './payment-intents';
import { startStripePackage } from './start-stripe-package';

/**
 * Starts the payment provider: a Stripe that remembers charges, refunds and balances, and refunds no more than was
 * paid.
 */
export async function startProvider(port: number, emit: EmitCompanyEvent = () => undefined): Promise<LoopbackServer> {
  const upstream = new PackagedUpstream(() => startStripePackage(0));
  const kept = {
    balances: new CustomerBalances(),
    intents: new PaymentIntents(),
    failed: new FailedRefunds(),
    methods: new PaidMethods(),
  };
  const context = { upstream, ...kept, emit };
  const server = await serve(port, (request, response) => {
    handleProviderRequest(request, response, context).catch(() => response.destroy());
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    await upstream.stop();
  };
  return { ...server, stop };
}

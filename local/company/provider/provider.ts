import { serve, type LoopbackServer } from '../../emulator/server/loopback-server';
import { PackagedUpstream } from '../../emulator/server/packaged-upstream';
import { newStopping } from '../../emulator/server/stopping';
import type { EmitCompanyEvent } from '../company-event';
import { CustomerBalances } from './customer-balances';
import { FailedRefunds } from './failed-refunds';
import { handleProviderRequest } from './handle-provider-request';
import { PaidMethods } from './methods/paid-methods';
import { PaymentIntents } from './payment-intents';
import { troubled, type ProviderTrouble } from './trouble/provider-trouble';
import { startStripePackage } from './start-stripe-package';

/**
 * Starts the payment provider: a Stripe that remembers charges, refunds and balances, and refunds no more than was
 * paid.
 *
 * @param troubles what is wrong with it at the moment
 */
export async function startProvider(
  port: number,
  emit: EmitCompanyEvent = () => undefined,
  troubles: () => readonly ProviderTrouble[] = () => [],
): Promise<LoopbackServer> {
  const upstream = new PackagedUpstream(() => startStripePackage(0));
  const kept = {
    balances: new CustomerBalances(),
    intents: new PaymentIntents(),
    failed: new FailedRefunds(),
    methods: new PaidMethods(),
  };
  const context = { upstream, ...kept, emit };
  const stopping = newStopping();
  const handle = troubled((request, response) => handleProviderRequest(request, response, context), {
    troubles,
    signal: stopping.signal,
  });
  const server = await serve(port, (request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  const stop = async (): Promise<void> => {
    stopping.abort();
    await server.stop();
    await upstream.stop();
  };
  return { ...server, stop };
}

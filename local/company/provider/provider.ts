import { serve, type LoopbackServer } from '../../emulator/server/loopback-server';
import { Upstream } from '../../emulator/server/upstream';
import type { EmitCompanyEvent } from '../company-event';
import { CustomerBalances } from './customer-balances';
import { handleProviderRequest } from './handle-provider-request';
import { startStripePackage } from './start-stripe-package';

/**
 * Starts the payment provider: a Stripe that remembers charges, refunds and balances, and refunds no more than was
 * paid.
 */
export async function startProvider(port: number, emit: EmitCompanyEvent = () => undefined): Promise<LoopbackServer> {
  const service = await startStripePackage(0);
  const upstream = new Upstream(service.url);
  const context = { upstream, balances: new CustomerBalances(), emit };
  try {
    const server = await serve(port, (request, response) => {
      handleProviderRequest(request, response, context).catch(() => response.destroy());
    });
    const stop = async (): Promise<void> => {
      await server.stop();
      upstream.close();
      await service.stop();
    };
    return { ...server, stop };
  } catch (error) {
    await service.stop();
    throw error;
  }
}

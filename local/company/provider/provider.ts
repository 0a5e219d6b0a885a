import type { Emit } from '../../emulator/events/system-event';
import { serve, type LoopbackServer } from '../../emulator/server/loopback-server';
import { CustomerBalances } from './balances';
import { openProviderProxy } from './proxy';
import { startPackagedService } from '../../emulator/server/packaged-service';
import { Upstream } from '../../emulator/server/upstream';

/** The payment provider: it remembers charges, refunds and balances, and refuses to refund more than was paid. */
export async function startProvider(port: number, emit: Emit = () => undefined): Promise<LoopbackServer> {
  const service = await startPackagedService('provider', 0);
  const upstream = new Upstream(service.url);
  const balances = new CustomerBalances();
  try {
    const server = await serve(port, (request, response) => {
      openProviderProxy(request, response, upstream, balances, emit).catch(() => response.destroy());
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

import type { Tell } from '../../emulator/events/system-event';
import { serve, type LoopbackServer } from '../../emulator/server/loopback-server';
import { CustomerBalances } from './balances';
import { passThroughDoor } from './proxy';
import { startStandIn } from '../../emulator/server/packaged-service';
import { Upstream } from '../../emulator/server/upstream';

/** The payment provider: it remembers charges, refunds and balances, and refuses to refund more than was paid. */
export async function startProvider(port: number, tell: Tell = () => undefined): Promise<LoopbackServer> {
  const standIn = await startStandIn('provider', 0);
  const upstream = new Upstream(standIn.url);
  const balances = new CustomerBalances();
  try {
    const server = await serve(port, (request, response) => {
      passThroughDoor(request, response, upstream, balances, tell).catch(() => response.destroy());
    });
    const stop = async (): Promise<void> => {
      await server.stop();
      upstream.close();
      await standIn.stop();
    };
    return { ...server, stop };
  } catch (error) {
    await standIn.stop();
    throw error;
  }
}

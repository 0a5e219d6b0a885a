import { startStandIn, type RunningStandIn } from './stand-in/stand-in';

/** The payment provider: it remembers charges and refunds, and refuses to refund more than was paid. */
export function startProvider(port: number): Promise<RunningStandIn> {
  return startStandIn('provider', port);
}

import { join } from 'node:path';
import { startPackagedService, type RunningService } from '../../emulator/server/packaged-service';

/** Starts the package that emulates Stripe, as it is: without what {@link startProvider} adds in front of it. */
export function startStripePackage(port: number): Promise<RunningService> {
  return startPackagedService({ name: 'the payment provider', module: join(__dirname, 'stripe-package.cjs') }, port);
}

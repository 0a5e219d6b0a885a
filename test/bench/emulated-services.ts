import { join } from 'node:path';
import { startDynalite } from '../../local/emulator/engine/dynalite-engine';
import { startDynamoDbLocal } from '../../local/emulator/engine/dynamodb-local-engine';
import type { EngineName } from '../../local/emulator/engine/engine';
import { startApart } from './apart';
import { startBusEmulator } from './bus-emulator';
import { startStripeEmulator } from './stripe-emulator';

/** Where everything is that a function talks to. */
export interface ServiceUrls {
  readonly engine: string;
  readonly provider: string;
  readonly bus: string;
}

export interface EmulatedServices extends ServiceUrls {
  stop(): Promise<void>;
}

export interface EmulatedServicesProps {
  readonly engine: EngineName;
  /** How long the provider takes to respond. */
  readonly providerMs: number;
}

/** In this process. For counting; what is timed wants them elsewhere. */
export async function startEmulatedServices({ engine, providerMs }: EmulatedServicesProps): Promise<EmulatedServices> {
  const database = await (engine === 'dynalite' ? startDynalite() : startDynamoDbLocal());
  const [provider, bus] = await Promise.all([startStripeEmulator(providerMs), startBusEmulator()]);
  return {
    engine: database.url,
    provider: provider.url,
    bus: bus.url,
    stop: async () => {
      await Promise.all([database.stop(), provider.stop(), bus.stop()]);
    },
  };
}

/** In a process of their own. */
export function startEmulatedServicesApart(settings: EmulatedServicesProps): Promise<EmulatedServices> {
  return startApart<ServiceUrls>(join(__dirname, 'emulated-services-process.ts'), settings);
}

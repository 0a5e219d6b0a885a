import { fork } from 'node:child_process';
import { join } from 'node:path';
import { startDynalite } from '../../local/emulator/engine/dynalite-engine';
import { startDynamoDbLocal } from '../../local/emulator/engine/dynamodb-local-engine';
import type { EngineName } from '../../local/emulator/engine/engine';
import { startBusEmulator } from './bus-emulator';
import { startStripeEmulator } from './stripe-emulator';

/** Where everything is that a function talks to. */
export interface SurroundingUrls {
  readonly engine: string;
  readonly provider: string;
  readonly bus: string;
}

export interface Context extends SurroundingUrls {
  stop(): Promise<void>;
}

export interface SurroundingSettings {
  readonly engine: EngineName;
  /** How long the provider takes for an answer. */
  readonly providerMs: number;
}

/** In this process. For counting; what is timed wants them elsewhere. */
export async function startContext({ engine, providerMs }: SurroundingSettings): Promise<Context> {
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

/** In a process of their own, so that the CPU time of this one is the function's. */
export async function startContextApart(settings: SurroundingSettings): Promise<Context> {
  const child = fork(join(__dirname, 'surroundings-process.ts'), [JSON.stringify(settings)], {
    execArgv: ['--import', 'tsx'],
  });
  const urls = await new Promise<SurroundingUrls>((resolve, reject) => {
    child.once('message', (message) => resolve(message as SurroundingUrls));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the surroundings ended with ${String(code)}`)));
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    ...urls,
    stop: async () => {
      child.disconnect();
      await ended;
    },
  };
}

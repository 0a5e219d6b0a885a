import { startDynalite } from './dynalite-engine';
import { startDynamoDbLocal } from './dynamodb-local-engine';
import type { Engine, EngineName } from './engine';

/** @param engine its name, or what starts one that others fill as well */
export function startEngine(engine: EngineName | (() => Promise<Engine>), signal: AbortSignal): Promise<Engine> {
  if (typeof engine === 'function') return engine();
  switch (engine) {
    case 'dynalite':
      return startDynalite();
    case 'dynamodb-local':
      return startDynamoDbLocal(signal);
  }
}

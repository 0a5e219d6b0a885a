import dynalite from 'dynalite';
import { listen } from '../server/loopback-server';
import type { Engine } from './engine';

/** dynalite: DynamoDB in this process, without transactions and streams. Starts at once. */
export function startDynalite(): Promise<Engine> {
  return listen(dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 }), 0);
}

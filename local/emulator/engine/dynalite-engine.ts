import dynalite from 'dynalite';
import { listen } from '../server/loopback-server';
import { keepForOwnPages } from '../server/own-pages.cjs';
import type { Engine } from './engine';

/** dynalite: DynamoDB in this process, without transactions and streams. Starts at once, answers no foreign page. */
export function startDynalite(): Promise<Engine> {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  keepForOwnPages(server);
  return listen(server, 0);
}

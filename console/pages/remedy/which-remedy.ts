import type { Context } from 'hono';
import { idFromPath } from '../../../lambdas/operator-api/path-id';
import type { ConsoleEnv } from '../../visit/visit';

export interface WhichRemedy {
  readonly customerId: string;
  readonly remedyId: string;
}

/** The remedy that an address names. */
export function whichRemedy({ req }: Context<ConsoleEnv>): WhichRemedy {
  const idIn = (name: string): string => idFromPath(req.param(name) ?? '') ?? '';
  return { customerId: idIn('customerId'), remedyId: idIn('remedyId') };
}

import * as z from 'zod/mini';
import { agentsSchema, type Agent } from '../../lambdas/conversation/owners/agent';

/** Somebody who should answer by mail has no address, or no name that a customer could hear. */
export class AgentsError extends Error {
  override readonly name = 'AgentsError';
}

/** @throws AgentsError */
export function checkedAgents(agents: readonly Agent[]): readonly Agent[] {
  const read = agentsSchema.safeParse(agents);
  if (read.success) return agents;
  throw new AgentsError(`Those who answer by mail are not understood:\n${z.prettifyError(read.error)}`);
}

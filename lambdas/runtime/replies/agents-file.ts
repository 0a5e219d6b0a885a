import { readFileSync } from 'node:fs';
import path from 'node:path';
import { agentsFile, agentsSchema, type Agent } from '../../conversation/owners/agent';

/**
 * Who answers by mail, as it lies beside the function's code: Lambda's 4 KB are few for their addresses.
 *
 * @param folder where the function's code is
 */
export function agentsIn(folder: string): readonly Agent[] {
  return agentsSchema.parse(JSON.parse(readFileSync(path.join(folder, agentsFile), 'utf8')));
}

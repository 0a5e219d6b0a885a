import { readFileSync } from 'node:fs';
import path from 'node:path';
import { inForceFile, inForceSchema, type InForce } from '../in-force/in-force';

/**
 * What is in force, as it lies beside the function's code. It is read when somebody first asks.
 *
 * @param folder where the function's code is
 */
export function inForceIn(folder: string): () => InForce {
  let read: InForce | undefined;
  return () => (read ??= inForceSchema.parse(JSON.parse(readFileSync(path.join(folder, inForceFile), 'utf8'))));
}

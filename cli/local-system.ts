import type { RunningSystem } from '../local/run/client-files';
import { CommandError } from './commands/command-error';

/**
 * Points the environment of a command at the system that `npm start` runs on this machine, with an operator of any
 * name. A profile of the shell's own would come before the keys, and be a person at AWS.
 *
 * @throws {@link CommandError} where there is none, or there are several and no port says which
 */
export function pointAtLocalSystem(
  environment: NodeJS.ProcessEnv,
  systems: readonly RunningSystem[],
  { port, operator }: { readonly port?: number | undefined; readonly operator: string },
): void {
  const found = systems.filter((system) => port === undefined || system.port === port);
  const [system, ...others] = found;
  if (!system) {
    const elsewhere = systems.length === 0 ? '' : ` There are others: ${portsOf(systems)}.`;
    const where = port === undefined ? '' : ` on port ${port}`;
    throw new CommandError(`No local system runs${where} on this machine. Start one: npm start.${elsewhere}`);
  }
  if (others.length > 0) throw new CommandError(`Several local systems run. Say which: ${portsOf(systems)}.`);
  for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN']) Reflect.deleteProperty(environment, name);
  Object.assign(environment, system.environment, { AWS_ACCESS_KEY_ID: operator });
}

function portsOf(systems: readonly RunningSystem[]): string {
  return systems.map(({ port }) => `--local-port ${port}`).join(' or ');
}

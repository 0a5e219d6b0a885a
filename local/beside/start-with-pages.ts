import { startLocalSystem, type LocalSystem, type LocalSystemOptions } from '../system/local-system';
import { LocalPages } from './local-pages';

/**
 * Starts the local system with its console, and with the pages that only this console has.
 *
 * @param gallery where every mail can be looked at
 */
export async function startWithPages(options: LocalSystemOptions, gallery?: string): Promise<LocalSystem> {
  const pages = new LocalPages(gallery);
  const system = await startLocalSystem({ ...options, console: true, beside: pages });
  pages.attach(system);
  return system;
}

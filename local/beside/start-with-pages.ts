import { startLocalSystem, type LocalSystem, type LocalSystemOptions } from '../system/local-system';
import { readScenarios } from '../practice/read-scenarios';
import type { PracticeOptions } from '../practice/practice-room';
import { LocalPages } from './local-pages';

/** What these pages have beside the system itself. */
export interface PagesOptions {
  /** Where every mail can be looked at. @default - nowhere */
  readonly gallery?: string | undefined;
  /** A folder with scenarios of a team's own to practise. @default - those of this project alone */
  readonly scenarios?: string | undefined;
  readonly practice?: PracticeOptions | undefined;
}

/**
 * Starts the local system with its console, and with the pages that only this console has.
 *
 * @throws ScenarioError where a team's own scenarios cannot be practised with
 */
export async function startWithPages(
  options: LocalSystemOptions,
  { gallery, scenarios, practice }: PagesOptions = {},
): Promise<LocalSystem> {
  const pages = new LocalPages({ gallery, scenarios: readScenarios(scenarios), practice });
  const system = await startLocalSystem({ ...options, console: true, beside: pages });
  pages.attach(system);
  return { ...system, stop: () => pages.detach().then(() => system.stop()) };
}

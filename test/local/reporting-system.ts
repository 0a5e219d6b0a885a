import { manyReports } from '../../local/system/provider-url';
import type { LocalSystem, LocalSystemOptions } from '../../local/system/local-system';
import { synthesize } from '../../local/system/synthesize';
import { TestSystem } from './test-system';

/** A system whose customers report at its shop, and what ends it. */
export interface ReportingSystem {
  readonly system: TestSystem;
  stop(): Promise<void>;
}

/**
 * The app with its reports, and whatever else the context of the options says. No other suite shares it: it has
 * functions that the plain app does not.
 */
export async function openReporting(
  options: LocalSystemOptions,
  start?: (options: LocalSystemOptions) => Promise<LocalSystem>,
): Promise<ReportingSystem> {
  const context = { reports: manyReports, gestures: 'true', ...options.context };
  const synthesized = await synthesize({ context });
  try {
    const system = await TestSystem.open({ ...options, assembly: synthesized.folder }, start);
    return {
      system,
      stop: async () => {
        await system.local.stop();
        await synthesized.stop();
      },
    };
  } catch (error) {
    await synthesized.stop();
    throw error;
  }
}

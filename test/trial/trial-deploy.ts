import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { say } from '../package/say';
import { Company } from './company';
import { startMinistack } from './ministack';
import { leftOut, leftOutOutputs, notObeyed } from './not-emulated';
import { installedOrSkipped, type PythonProgram } from './python';
import { project } from './trial-app';
import { tryDeployment, type TrialSettings } from './try-deployment';
import { tryUpgradeFrom } from './try-upgrade-from';
import { lastVersion } from './try-upgrade';

const emulator: PythonProgram = {
  name: 'ministack',
  requirements: path.join(__dirname, 'requirements.txt'),
  neededBy: 'The trial deployment',
};

/**
 * Deploys the app into an emulator of AWS that others wrote, and looks at what it does there. Then the last tagged
 * version is upgraded to this one; `--from REF` does that alone, from any version.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { from: { type: 'string' } } });
  const programs = installedOrSkipped(emulator, process.env);
  if (programs === undefined) return;
  if (values.from === undefined) await withEmulator(programs, tryDeployment);
  const from = values.from ?? lastVersion(project);
  if (from === undefined) say('no version is tagged yet, so no upgrade is tried: -- --from REF tries one');
  else await withEmulator(programs, (settings) => tryUpgradeFrom(from, settings));
  console.log('\nThe emulator does not know these, so nothing is said of them here:');
  for (const { what, why } of [...leftOut, ...leftOutOutputs, ...notObeyed]) console.log(`  ${what}: ${why}`);
}

/** Each trial has an emulator, a company and a folder of its own. */
async function withEmulator(programs: string, trial: (settings: TrialSettings) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'amends-trial-'));
  const company = await Company.start();
  try {
    const emulator = await startMinistack(programs, folder);
    try {
      await trial({ folder, awsUrl: emulator.url, company });
    } catch (error) {
      say(`failed; the emulator's log stays in ${folder}`);
      throw error;
    } finally {
      await emulator.stop();
    }
    rmSync(folder, { recursive: true, force: true });
  } finally {
    await company.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

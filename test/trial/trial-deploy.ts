import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { say } from '../package/say';
import { Company } from './company';
import { freePort, startMinistack } from './ministack';
import { loopback } from '../../local/emulator/server/loopback-server';
import { leftOut, leftOutOutputs, named, notObeyed } from './not-emulated';
import { installedOrSkipped, type PythonProgram } from './python';
import { project } from './trial-app';
import { tryDeployment, type TrialSettings } from './try-deployment';
import { tryWithFaults } from './faults/try-faults';
import { tryUpgradeFrom } from './try-upgrade-from';
import { lastVersion } from './try-upgrade';

const emulator: PythonProgram = {
  name: 'ministack',
  requirements: path.join(__dirname, 'requirements.txt'),
  neededBy: 'The trial deployment',
};

const proxy: PythonProgram = {
  name: 'microburst',
  requirements: path.join(__dirname, 'faults/requirements.txt'),
  neededBy: 'The trial of faults',
};

/**
 * Deploys the app into an emulator of AWS that others wrote, and looks at what it does there. Then the last tagged
 * version is upgraded to this one; `--from REF` does that alone, from any version. `--faults` does
 * neither: one kind of fault after another happens, to 200 customers each, or as many as `--each` says.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { from: { type: 'string' }, faults: { type: 'boolean' }, each: { type: 'string', default: '200' } },
  });
  const programs = installedOrSkipped(emulator, process.env);
  if (programs === undefined) return;
  if (values.faults === true) {
    const proxyPrograms = installedOrSkipped(proxy, process.env);
    if (proxyPrograms !== undefined) await withFaults(programs, proxyPrograms, failuresPerRow(values.each));
    return;
  }
  if (values.from === undefined) await withEmulator(programs, tryDeployment);
  const from = values.from ?? lastVersion(project);
  if (from === undefined) say('no version is tagged yet, so no upgrade is tried: -- --from REF tries one');
  else await withEmulator(programs, (settings) => tryUpgradeFrom(from, settings));
  console.log('\nThe emulator does not know these, so nothing is said of them here:');
  for (const { what, why } of [...leftOut, ...leftOutOutputs, ...named, ...notObeyed]) console.log(`  ${what}: ${why}`);
}

/** An incident has a limit, and each row is one. */
const mostFailuresPerRow = 1_000;

function failuresPerRow(given: string): number {
  const count = Number(given);
  if (Number.isInteger(count) && count >= 1 && count <= mostFailuresPerRow) return count;
  throw new Error(`--each is the number of failures of a row, from 1 to ${mostFailuresPerRow}, and not ${given}.`);
}

/** The functions look for AWS at a port where something is before they run: once the app is deployed. */
async function withFaults(programs: string, proxyPrograms: string, each: number): Promise<void> {
  const port = await freePort();
  const trial = (settings: TrialSettings): Promise<void> =>
    tryWithFaults({ proxyPrograms, port, failuresPerRow: each }, settings);
  await withEmulator(programs, trial, `http://${loopback}:${String(port)}`);
}

/** Each trial has an emulator, a company and a folder of its own. */
async function withEmulator(
  programs: string,
  trial: (settings: TrialSettings) => Promise<void>,
  proxyUrl?: string,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'amends-trial-'));
  const company = await Company.start();
  try {
    const emulator = await startMinistack(programs, folder, { mailServer: company.mailboxes.address, proxyUrl });
    try {
      await trial({ folder, awsUrl: emulator.url, emulatorPid: emulator.pid, company });
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

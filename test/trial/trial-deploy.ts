import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startProvider } from '../../local/company/provider/provider';
import { say } from '../package/say';
import { startMinistack } from './ministack';
import { cacheFolder, installEmulator, NoEmulatorError } from './python';
import { tryDeployment } from './try-deployment';

/** Deploys the app into an emulator of AWS that others wrote, and looks at what it does there. */
async function main(): Promise<void> {
  const programs = emulatorPrograms();
  if (programs === undefined) return;
  const folder = mkdtempSync(path.join(tmpdir(), 'amends-trial-'));
  const provider = await startProvider(0);
  try {
    const emulator = await startMinistack(programs, folder);
    try {
      await tryDeployment({ folder, awsUrl: emulator.url, provider });
    } catch (error) {
      say(`failed; the emulator's log stays in ${folder}`);
      throw error;
    } finally {
      await emulator.stop();
    }
    rmSync(folder, { recursive: true, force: true });
  } finally {
    await provider.stop();
  }
}

/** Undefined where it cannot run here, which is said. On a build machine that is a failure: nobody would read the line. */
function emulatorPrograms(): string | undefined {
  try {
    return installEmulator(cacheFolder(process.env));
  } catch (error) {
    if (!(error instanceof NoEmulatorError) || process.env['CI'] === 'true') throw error;
    console.log(`Skipped. ${error.message}`);
    return undefined;
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

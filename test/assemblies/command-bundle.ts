import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

const projectFolder = join(__dirname, '../..');

/**
 * The operators' command in one file. Tests run it dozens of times, each in a process of its own, and starting it from
 * the sources takes five times as long.
 */
export class CommandBundle {
  private readonly folder = mkdtempSync(join(tmpdir(), 'amends-command-'));
  private made: Promise<string> | undefined;

  /** The bundled program, made for whoever asks first. */
  file(): Promise<string> {
    this.made ??= this.make();
    return this.made;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async make(): Promise<string> {
    const outfile = join(this.folder, 'amends.cjs');
    const entryPoints = [join(projectFolder, 'cli/amends.ts')];
    await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs', logLevel: 'error' });
    return outfile;
  }
}

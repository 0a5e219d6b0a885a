import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

const root = path.join(__dirname, '../..');

const packageSchema = z.looseObject({ dependencies: z.record(z.string(), z.string()) });

/**
 * Packs the project as a registry would get it.
 *
 * @returns the tarball's path
 */
export function pack(into: string): string {
  run('npm', ['pack', '--silent', '--pack-destination', into], root);
  const [tarball, ...others] = readdirSync(into).filter((file) => file.endsWith('.tgz'));
  if (tarball === undefined || others.length > 0) throw new Error(`npm pack did not leave one tarball in ${into}`);
  return path.join(into, tarball);
}

/** Copies an example to where nothing of the source tree is found by accident, and installs the tarball for it. */
export function installExample(name: string, tarball: string, into: string): string {
  const folder = path.join(into, name);
  mkdirSync(folder);
  const ours = new Set(['node_modules', 'cdk.out', 'package-lock.json']);
  cpSync(path.join(root, 'examples', name), folder, {
    recursive: true,
    filter: (from) => !ours.has(path.basename(from)),
  });
  const manifest = path.join(folder, 'package.json');
  const example = packageSchema.parse(JSON.parse(readFileSync(manifest, 'utf8')));
  const dependencies = { ...example.dependencies, amends: `file:${tarball}` };
  writeFileSync(manifest, JSON.stringify({ ...example, dependencies }));
  install(folder);
  return folder;
}

/** Installs what the manifest of a folder names, and further packages. */
export function install(folder: string, ...packages: readonly string[]): void {
  run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel', 'error', ...packages], folder);
}

/** A command did not end well. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  constructor(command: string, reported: string) {
    super(`\`${command}\` failed. It said:\n${reported || '(nothing)'}`);
  }
}

/**
 * Runs a command, and says nothing of what it says where it ends well.
 *
 * @returns what it wrote to standard output
 * @throws CommandError
 */
export function run(command: string, args: readonly string[], folder: string): string {
  const { code, stdout, stderr } = ended(command, args, folder);
  if (code !== 0) throw new CommandError([command, ...args].join(' '), `${stdout}${stderr}`.trim());
  return stdout;
}

/** Runs a command, however it ends. */
export function ended(
  command: string,
  args: readonly string[],
  folder: string,
): { readonly code: number | null; readonly stdout: string; readonly stderr: string } {
  const { status, error, stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  if (error) throw error;
  return { code: status, stdout, stderr };
}

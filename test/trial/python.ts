import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** What the emulator needs. */
const oldest = [3, 11] as const;

const commands = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'];

const requirements = path.join(__dirname, 'requirements.txt');

/** The emulator cannot run here. The message says what is missing. */
export class NoEmulatorError extends Error {
  override readonly name = 'NoEmulatorError';
  constructor(why: string) {
    super(`The trial deployment needs the emulator ministack, and ${why}.`);
  }
}

/**
 * Installs the pinned emulator once, in a folder of its own below the user's cache, and changes nothing else.
 *
 * @param cache the user's folder for caches
 * @returns the folder of its programs
 * @throws NoEmulatorError where there is no Python for it, or it cannot be installed
 */
export function installEmulator(cache: string): string {
  const python = commands.find(isRecent);
  if (python === undefined) {
    throw new NoEmulatorError(`there is no Python ${oldest.join('.')} or newer (tried ${commands.join(', ')})`);
  }
  const folder = path.join(cache, `ministack-${pinnedVersion()}`);
  if (!existsSync(folder)) install(python, folder);
  return path.join(folder, 'bin');
}

/** Where programs keep what they can make again. */
export function cacheFolder(environment: Readonly<NodeJS.ProcessEnv>): string {
  return path.join(environment['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'amends');
}

function pinnedVersion(): string {
  const [, version] = /^ministack==(\S+)$/m.exec(readFileSync(requirements, 'utf8')) ?? [];
  if (version === undefined) throw new Error(`${requirements} pins no version of ministack.`);
  return version;
}

function isRecent(command: string): boolean {
  const { status } = spawnSync(command, [
    '-c',
    `import sys, venv; sys.exit(sys.version_info < (${oldest.join(', ')}))`,
  ]);
  return status === 0;
}

/** A virtual environment names its own place, so it is made where it stays, and taken away if it is not finished. */
function install(python: string, folder: string): void {
  mkdirSync(path.dirname(folder), { recursive: true });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', requirements];
  const steps = [
    [python, '-m', 'venv', folder],
    [path.join(folder, 'bin/python'), ...pip],
  ];
  for (const [command = '', ...args] of steps) {
    const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    if (status === 0) continue;
    rmSync(folder, { recursive: true, force: true });
    throw new NoEmulatorError(`\`${[command, ...args].join(' ')}\` failed: ${stderr.trim()}`);
  }
}

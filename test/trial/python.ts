import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

/** What the programs need that are installed here. */
const oldest = [3, 11] as const;

const commands = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python'];

/** A program of PyPI. */
export interface PythonProgram {
  /** As PyPI names it. */
  readonly name: string;
  /** The file that pins it, and all that it needs. */
  readonly requirements: string;
  /** What needs it, for the message. */
  readonly neededBy: string;
}

/** The program cannot run here. The message says what is missing. */
export class NoPythonProgramError extends Error {
  override readonly name = 'NoPythonProgramError';
  constructor({ neededBy, name }: PythonProgram, why: string) {
    super(`${neededBy} needs ${name}, and ${why}.`);
  }
}

/**
 * Installs the pinned program once, in a folder of its own below the user's cache, and changes nothing else.
 *
 * @param cache the user's folder for caches
 * @returns the folder of its commands
 * @throws NoPythonProgramError where there is no Python for it, or it cannot be installed
 */
export function installPython(program: PythonProgram, cache: string): string {
  const python = commands.find(isRecent);
  if (python === undefined) {
    const why = `there is no Python ${oldest.join('.')} or newer (tried ${commands.join(', ')})`;
    throw new NoPythonProgramError(program, why);
  }
  const folder = path.join(cache, `${program.name}-${pinnedVersion(program)}`);
  if (!existsSync(folder)) install(program, python, folder);
  return path.join(folder, 'bin');
}

/**
 * Undefined where it cannot be installed here, which is said. On a build machine that is a failure: nobody would read
 * the line.
 */
export function installedOrSkipped(program: PythonProgram, environment: NodeJS.ProcessEnv): string | undefined {
  try {
    return installPython(program, cacheFolder(environment));
  } catch (error) {
    if (!(error instanceof NoPythonProgramError) || environment['CI'] === 'true') throw error;
    console.log(`Skipped. ${error.message}`);
    return undefined;
  }
}

/** Where programs keep what they can make again. */
function cacheFolder(environment: Readonly<NodeJS.ProcessEnv>): string {
  return path.join(environment['XDG_CACHE_HOME'] ?? path.join(homedir(), '.cache'), 'amends');
}

function pinnedVersion({ name, requirements }: PythonProgram): string {
  const pins = readFileSync(requirements, 'utf8').split('\n');
  const version = pins
    .find((pin) => pin.startsWith(`${name}==`))
    ?.slice(`${name}==`.length)
    .trim();
  if (version === undefined) throw new Error(`${requirements} pins no version of ${name}.`);
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
function install(program: PythonProgram, python: string, folder: string): void {
  mkdirSync(path.dirname(folder), { recursive: true });
  const pip = [
    '-m',
    'pip',
    'install',
    '--quiet',
    '--disable-pip-version-check',
    '--no-deps',
    '-r',
    program.requirements,
  ];
  const steps = [
    [python, '-m', 'venv', folder],
    [path.join(folder, 'bin/python'), ...pip],
  ];
  for (const [command = '', ...args] of steps) {
    const { status, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    if (status === 0) continue;
    rmSync(folder, { recursive: true, force: true });
    throw new NoPythonProgramError(program, `\`${[command, ...args].join(' ')}\` failed: ${stderr.trim()}`);
  }
}

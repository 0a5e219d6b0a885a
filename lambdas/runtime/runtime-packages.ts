import { basename, extname } from 'node:path';

/**
 * What functions need of the optional peers of the package, in the versions that they were tried with. A product system
 * that only publishes is spared them.
 */
export const runtimePackages: Readonly<Record<string, string>> = {
  '@aws-sdk/client-connect': '^3.1136.0',
  '@aws-sdk/client-pinpoint-sms-voice-v2': '^3.1138.0',
  '@aws-sdk/client-s3': '^3.1169.0',
  '@aws-sdk/client-socialmessaging': '^3.1069.0',
  nodemailer: '^10.6.0',
  'postal-mime': '^4.0.0',
  stripe: '^23.1.0',
};

/** Packages that functions need are not installed. */
export class MissingRuntimePackagesError extends Error {
  override readonly name = 'MissingRuntimePackagesError';
  constructor(readonly missing: readonly string[]) {
    const wanted = missing.map((name) => `"${name}@${runtimePackages[name] ?? '*'}"`);
    super(`amends/runtime needs what functions pay, read and write with: npm install ${wanted.join(' ')}`);
  }
}

/**
 * @param isInstalled by name
 * @throws {@link MissingRuntimePackagesError} which names all that are missing at once
 */
export function checkRuntimePackages(isInstalled: (name: string) => boolean): void {
  const missing = Object.keys(runtimePackages).filter((name) => !isInstalled(name));
  if (missing.length > 0) throw new MissingRuntimePackagesError(missing);
}

function isFound(name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** In a bundle this is no file of its own, and the packages are part of the bundle: nothing is left to look for. */
function isBundled(): boolean {
  return typeof __filename === 'undefined' || basename(__filename, extname(__filename)) !== 'runtime-packages';
}

// First of all that `amends/runtime` imports: afterwards Node would name a file of the first package that it misses.
if (!isBundled()) checkRuntimePackages(isFound);

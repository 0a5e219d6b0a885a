/**
 * What deploying needs and publishing does not: the optional peers of the package, in the versions that it was tried
 * with. Whoever deploys installs them; a product system that publishes only is spared them.
 */
export const deployingPackages: Readonly<Record<string, string>> = {
  '@aws-sdk/client-connect': '^3.1136.0',
  '@aws-sdk/client-pinpoint-sms-voice-v2': '^3.1138.0',
  '@aws-sdk/client-s3': '^3.1169.0',
  '@aws-sdk/client-socialmessaging': '^3.1069.0',
  'aws-cdk-lib': '^2.275.0',
  'cdk-nag': '^3.0.2',
  constructs: '^10.8.1',
  esbuild: '^0.28.2',
  nodemailer: '^10.6.0',
  'postal-mime': '^4.0.0',
  stripe: '^23.1.0',
};

/** Packages that deploying needs are not installed. */
export class MissingPackagesError extends Error {
  override readonly name = 'MissingPackagesError';
  constructor(readonly missing: readonly string[]) {
    const wanted = missing.map((name) => `"${name}@${deployingPackages[name] ?? '*'}"`);
    super(
      `To deploy Amends, install what only deploying needs: npm install ${wanted.join(' ')}\n` +
        'To publish failures, import from amends/publisher, which needs none of it.',
    );
  }
}

/**
 * @param isInstalled by name
 * @throws {@link MissingPackagesError} which names all that are missing at once
 */
export function checkDeployingPackages(isInstalled: (name: string) => boolean): void {
  const missing = Object.keys(deployingPackages).filter((name) => !isInstalled(name));
  if (missing.length > 0) throw new MissingPackagesError(missing);
}

function isFound(name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch {
    return false;
  }
}

// First of all that `amends` imports: afterwards Node would name the first package that it misses, and no way out.
checkDeployingPackages(isFound);

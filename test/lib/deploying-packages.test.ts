import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkDeployingPackages, deployingPackages } from '../../lib/deploying-packages';

const manifest = JSON.parse(readFileSync(path.join(__dirname, '../../package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, unknown>>;
};

it('what a publisher is spared are the optional peers of the package, and none of them comes along', () => {
  expect(manifest.peerDependencies).toEqual(deployingPackages);
  for (const name of Object.keys(deployingPackages)) {
    expect(manifest.peerDependenciesMeta[name]).toEqual({ optional: true });
    expect(manifest.dependencies[name]).toBeUndefined();
  }
});

it('who deploys without them is told all that are missing at once, and what to type', () => {
  const check = (...missing: string[]) => {
    checkDeployingPackages((name) => !missing.includes(name));
  };
  expect(() => check('esbuild', 'stripe')).toThrow(
    /npm install "esbuild@\^0\.28\.2" "stripe@\^23\.1\.0"\n.*amends\/publisher/,
  );
  expect(() => check()).not.toThrow();
});

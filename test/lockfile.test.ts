import { readFileSync } from 'node:fs';
import path from 'node:path';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync(path.join(__dirname, '../package-lock.json'), 'utf8')) as {
  packages: Readonly<Record<string, Locked>>;
};

/** Where a package finds another one: beside itself, or beside any folder above. */
function isLocked(name: string, seenFrom: string): boolean {
  if (`${seenFrom === '' ? '' : `${seenFrom}/`}node_modules/${name}` in packages) return true;
  if (seenFrom === '') return false;
  return isLocked(
    name,
    seenFrom.split(/\/?node_modules\//).length > 2 ? seenFrom.slice(0, seenFrom.lastIndexOf('/node_modules/')) : '',
  );
}

it('brings the binaries of every platform, so that a newcomer on another one than ours can start too', () => {
  const missing = Object.entries(packages).flatMap(([place, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !isLocked(name, place))
      .map((name) => `${place} lacks ${name}`),
  );
  expect(missing).toEqual([]);
});

it('names no download addresses, so that it installs from any registry', () => {
  expect(Object.values(packages).filter(({ resolved }) => resolved?.startsWith('http'))).toEqual([]);
});

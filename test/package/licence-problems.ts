import * as z from 'zod';

/** Licences that ask for no more than to be named, so that whoever uses the package may do so in whatever they sell. */
const allowed: ReadonlySet<string> = new Set([
  'Apache-2.0',
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
]);

/** Packages that write their licence in a way that is no name of SPDX, and what it says: read by a person. */
const readByHand: Readonly<Record<string, string>> = { 'nub 0.0.0': 'MIT' };

const licenceSchema = z.union([
  z.object({ license: z.object({ id: z.string() }) }).transform(({ license }) => license.id),
  z.object({ license: z.object({ name: z.string() }) }).transform(({ license }) => license.name),
  z.object({ expression: z.string() }).transform(({ expression }) => expression),
]);

const componentSchema = z.looseObject({
  'bom-ref': z.string(),
  name: z.string(),
  version: z.string(),
  licenses: z.array(licenceSchema).optional(),
  properties: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
});

type Component = z.infer<typeof componentSchema>;

/** What is read of a bill of materials in CycloneDX. */
export const billSchema = z.object({ bomFormat: z.literal('CycloneDX'), components: z.array(componentSchema).min(1) });

/**
 * Whether a package reaches production: what the package depends on, and its peers, which whoever deploys brings along.
 * npm says of a package that something for development needs too that it is for development, so peers go by name.
 */
export function reachesProduction({ name, properties = [] }: Component, peers: ReadonlySet<string>): boolean {
  return peers.has(name) || !properties.some((property) => property.name === 'cdx:npm:package:development');
}

/** Each package whose licence is not on the short list, or that names none. */
export function licenceProblems(components: readonly Component[]): string[] {
  return components.flatMap(({ name, version, licenses = [] }) => {
    const read = readByHand[`${name} ${version}`];
    const found = read === undefined ? licenses : [read];
    const isFine = found.length > 0 && found.every((licence) => allowed.has(licence));
    return isFine ? [] : [`${name} ${version}: ${found.join(', ') || 'names no licence'}`];
  });
}

import { execFileSync } from 'node:child_process';
import * as z from 'zod';
import { peerDependencies } from '../../package.json';
import { billSchema, licenceProblems, reachesProduction } from './licence-problems';

const dependencySchema = z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).optional() });
const wholeSchema = z.looseObject({
  components: z.array(z.looseObject({ 'bom-ref': z.string() })),
  dependencies: z.array(dependencySchema),
});

/**
 * Prints the bill of materials of all that reaches production, in CycloneDX, as the lockfile pins it. Fails, and prints
 * none, where a licence is not on the short list. npm's own `--omit dev` leaves out what development needs as well, so
 * the whole bill is asked for and cut down here.
 */
function main(): void {
  const bill: unknown = JSON.parse(
    execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], {
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
      stdio: ['ignore', 'pipe', 'inherit'],
    }),
  );
  const peers = new Set(Object.keys(peerDependencies));
  const kept = billSchema.parse(bill).components.filter((component) => reachesProduction(component, peers));
  const problems = licenceProblems(kept);
  if (problems.length > 0) {
    process.stderr.write(`${problems.join('\n')}\nUse another package, or let somebody who may decide it add it.\n`);
    process.exitCode = 1;
    return;
  }
  const whole = wholeSchema.parse(bill);
  const refs = new Set(kept.map((component) => component['bom-ref']));
  const components = whole.components.filter((component) => refs.has(component['bom-ref']));
  const dependencies = whole.dependencies
    .filter(({ ref }) => refs.has(ref))
    .map((one) => ({ ...one, dependsOn: one.dependsOn?.filter((ref) => refs.has(ref)) }));
  process.stdout.write(`${JSON.stringify({ ...whole, components, dependencies }, undefined, 2)}\n`);
}

main();

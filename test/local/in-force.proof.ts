import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalog } from '../../lambdas/failures/catalog';
import { inForceFile, inForceSchema, type InForce } from '../../lambdas/in-force/in-force';
import { withoutFailure } from '../../lambdas/model/judging/gesture';
import { sharedAssembly } from '../assemblies/shared-assembly';
import { removeTemporaryFolders, temporaryFolder } from './small-app';
import { playbackFailure, TestSystem } from './test-system';

// What is in force is written when the app is synthesized, and lies beside the code of whoever shows and notes it.

let system: TestSystem;
beforeAll(async () => {
  const assembly = join(temporaryFolder(), 'assembly');
  cpSync(await sharedAssembly(), assembly, { recursive: true });
  system = await TestSystem.open({ assembly });
});
afterAll(async () => {
  await system.local.stop();
  removeTemporaryFolders();
});

/** The files beside the code of the functions that have one, by the names of the functions. */
function files(): ReadonlyMap<string, string> {
  const beside = system.local.template.functions.map(({ environment, assetFolder }) => [
    environment['POWERTOOLS_SERVICE_NAME'] ?? '',
    join(assetFolder, inForceFile),
  ]);
  return new Map(beside.flatMap(([name = '', file = '']) => (existsSync(file) ? [[name, file]] : [])));
}

function inForceIn(service: string): InForce {
  return inForceSchema.parse(JSON.parse(readFileSync(files().get(service) ?? '', 'utf8')));
}

it('it lies beside the code of the operator API and the sweep, the same beside both, and of all types', () => {
  expect([...files().keys()].toSorted()).toEqual(['operator-api', 'sweep']);
  const [shown, noted] = [inForceIn('operator-api'), inForceIn('sweep')];
  expect(shown).toEqual(noted);
  const handled = catalog.map(({ type }): string => type).filter((type) => !withoutFailure.includes(type));
  expect(shown.types.map(({ failureType }) => failureType)).toEqual(handled.toSorted());
});

it('a failure is decided under the version that it names', async () => {
  const { customerId, remedyId } = await system.publishFailure(playbackFailure(1));
  const { answer } = await system.callOperatorApi('carol', 'GET', `remedies/${customerId}/${remedyId}`);
  const named = inForceIn('operator-api').types.find(({ failureType }) => failureType === 'VideoPlaybackFailed');
  expect(named).toBeDefined();
  expect(answer).toMatchObject({ record: { policyVersion: named?.policy.version } });
});

it('and the functions of a later deployment show and note what lies beside them, and nothing else', async () => {
  const version = 'feedc0de';
  const assembly = join(temporaryFolder(), 'assembly');
  cpSync(await sharedAssembly(), assembly, { recursive: true });
  const later = await TestSystem.open({ assembly });
  try {
    for (const { assetFolder } of later.local.template.functions) {
      const file = join(assetFolder, inForceFile);
      if (!existsSync(file)) continue;
      const { limits, types } = inForceSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
      writeFileSync(file, JSON.stringify({ limits: { ...limits, version }, types }));
    }
    expect((await later.runCommand('carol', 'policies')).stdout).toContain(`Limits: ${version}, not noted yet`);
    const noted = new RegExp(`Limits: ${version}, \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d or earlier`);
    const shown = async (): Promise<string> => (await later.runCommand('carol', 'policies')).stdout;
    // On a slow machine a sweep ends early.
    for (let sweep = 1; sweep <= 10 && !noted.test(await shown()); sweep++) await later.runSweep();
    expect(await shown()).toMatch(noted);
  } finally {
    await later.local.stop();
  }
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import type { FailureDefinition } from '../../../lambdas/failures/definition/failure-definition';
import { OwnFailuresError, type OwnFailure, type RefundAutomationProps } from '../../../lib';
import { failureTypes, handledFailures } from '../../../lib/options/handled-failure';
import { apology, operatorApi, resourceOf, TeamStack, testApp } from '../synthesize';

// Below the lockfile, because CDK bundles nothing from outside of the project, and where no tool looks for sources.
const cache = path.join(__dirname, '../../node_modules/.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, 'own-failure-'));
const entry = file('handler.ts');
const apologyEntry = file('apologise.ts');
const trainDelayed: FailureDefinition = {
  ...videoPlaybackFailed,
  type: 'TrainDelayed',
  defaultSource: 'com.example.rail',
};
const own: OwnFailure = { definition: trainDelayed, entry };

afterAll(() => rmSync(folder, { recursive: true }));

/** A function whose bundle tells it from every other one. */
function file(name: string): string {
  const place = path.join(folder, name);
  writeFileSync(place, `export const handler = async () => '${name}';\n`);
  return place;
}

function problemsOf(props: Partial<RefundAutomationProps>): readonly string[] {
  try {
    new TeamStack(() => props);
  } catch (error) {
    if (error instanceof OwnFailuresError) return error.problems;
    throw error;
  }
  return [];
}

describe('a failure type of a team’s own', () => {
  const team = new TeamStack(() => ({
    ownFailures: [own],
    apologyEntry,
    policies: { TrainDelayed: { minStalledSeconds: 90 } },
  }));
  const operations = new Role(team, 'Operations', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  team.automation.grantPublish(operations, ['TrainDelayed']);
  const template = team.template();

  it('is heard from its source, beside those of the catalog', () => {
    expect(team.automation.remedies.map(({ type }) => type)).toEqual([...failureTypes, 'TrainDelayed']);
    expect(resourceOf(template, 'AWS::Events::Rule', 'AmendsTrainDelayed').Properties).toMatchObject({
      EventPattern: { source: ['com.example.rail'], 'detail-type': ['TrainDelayed'] },
    });
  });

  it('has its options, and everything behind it that a type of the catalog has', () => {
    const { Properties } = resourceOf(template, 'AWS::Lambda::Function', 'AmendsTrainDelayed');
    expect(Properties['Environment']).toMatchObject({
      Variables: { POLICY: '{"minStalledSeconds":90}', POWERTOOLS_SERVICE_NAME: 'train-delayed' },
    });
    const resourceTypes = (start: string) =>
      Object.entries(template.toJSON()['Resources'] as Record<string, { Type: string }>)
        .filter(([id]) => id.startsWith(start))
        .map(([, { Type }]) => Type)
        .sort();
    expect(resourceTypes('AmendsTrainDelayed')).toEqual(resourceTypes('AmendsVideoPlaybackFailed'));
  });

  it('may be published by whoever is granted', () => {
    const { Properties } = resourceOf(template, 'AWS::IAM::ManagedPolicy', 'AmendsPublishersTeamOperations');
    expect(JSON.stringify(Properties)).toContain('"events:detail-type":"TrainDelayed"');
  });

  it('can be switched by people', () => {
    const { Properties } = resourceOf(template, 'AWS::Lambda::Function', operatorApi);
    expect(Properties['Environment']).toMatchObject({
      Variables: { FAILURE_TYPES: [...failureTypes, 'TrainDelayed'].join(',') },
    });
  });
});

it('is run, and written for, by the team’s own functions', async () => {
  const app = testApp({ 'aws:cdk:bundling-stacks': ['Team'], 'aws:cdk:enable-asset-metadata': true });
  const team = new TeamStack(() => ({ failures: ['TrainDelayed'], ownFailures: [own], apologyEntry }), app);
  const assembly = app.synth();
  const template = team.template();
  const bundled = (start: string) => {
    const { id } = resourceOf(template, 'AWS::Lambda::Function', start);
    const asset = (template.toJSON()['Resources'] as Record<string, { Metadata: Record<string, string> }>)[id];
    return path.join(assembly.directory, asset?.Metadata['aws:asset:path'] ?? '', 'index.js');
  };
  await expect(run(bundled('AmendsTrainDelayed'))).resolves.toBe('handler.ts');
  await expect(run(bundled(apology))).resolves.toBe('apologise.ts');
}, 60_000);

function run(bundle: string): Promise<unknown> {
  return jest.requireActual<{ handler: () => Promise<unknown> }>(bundle).handler();
}

it('may be the only one', () => {
  const [only, ...others] = handledFailures(
    ['TrainDelayed'],
    { TrainDelayed: 'com.rail' },
    { ownFailures: [own], apologyEntry },
  );
  expect(others).toEqual([]);
  expect(only).toEqual({ definition: trainDelayed, entry, source: 'com.rail' });
});

describe('a stack is not made', () => {
  const renamed = (type: string): OwnFailure => ({ definition: { ...trainDelayed, type }, entry });

  it.each([
    ['a name of the catalog', { ownFailures: [renamed('ParcelLost')], apologyEntry }, /^ParcelLost: the catalog has/],
    ['a name that is not in PascalCase', { ownFailures: [renamed('train-delayed')], apologyEntry }, /PascalCase/],
    ['one name twice', { ownFailures: [own, own], apologyEntry }, /^TrainDelayed: is there twice/],
    [
      'the source of what Amends publishes',
      { ownFailures: [{ entry, definition: { ...trainDelayed, defaultSource: 'amends' } }], apologyEntry },
      /"amends" is the source/,
    ],
    [
      'a source of AWS',
      { ownFailures: [{ entry, definition: { ...trainDelayed, defaultSource: 'aws.rail' } }], apologyEntry },
      /is a source of AWS/,
    ],
    ['a relative entry', { ownFailures: [{ ...own, entry: 'handler.ts' }], apologyEntry }, /not an absolute path/],
    [
      'an entry that is not there',
      { ownFailures: [{ ...own, entry: '/nowhere/handler.ts' }], apologyEntry },
      /not there/,
    ],
    ['nobody to write for it', { ownFailures: [own] }, /^apologyEntry: is missing.*TrainDelayed/],
    ['an apology entry that is not there', { apologyEntry: '/nowhere/apologise.ts' }, /^apologyEntry: .*not there/],
    [
      'a list of failures that forgets it',
      { ownFailures: [own], apologyEntry, failures: ['ParcelLost'] },
      /^TrainDelayed: is not in the list/,
    ],
  ])('for %s', (_name, props, problem) => {
    expect(problemsOf(props)).toEqual([expect.stringMatching(problem)]);
  });

  it('and every problem is named', () => {
    const problems = problemsOf({ ownFailures: [{ ...renamed('trainDelayed'), entry: 'handler.ts' }] });
    expect(problems).toHaveLength(3);
  });
});

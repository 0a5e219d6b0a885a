import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { catalog } from '../../../lambdas/failures/catalog';
import type { FailureDefinition } from '../../../lambdas/failures/definition/failure-definition';
import * as exported from '../../../lambdas/failures';
import { parcelLost } from '../../../lambdas/failures/parcel-lost/parcel-lost';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { FailureType, FailureTypesError, type RefundAutomationProps } from '../../../lib';
import { failureTypes as allTypes } from '../../../lib/options/failure-type-problems';
import { withoutFailure } from '../../../lambdas/model/judging/gesture';
import { apology, operatorApi, remedy, resourceOf, resourcesOf, TeamStack, testApp } from '../synthesize';

/** Those that systems publish. */
const failureTypes = allTypes.filter((type) => !withoutFailure.includes(type));

// Below the lockfile, because CDK bundles nothing from outside of the project, and where no tool looks for sources.
const cache = path.join(__dirname, '../../node_modules/.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(path.join(cache, 'own-failure-'));
const entry = file('handler.ts');
const apologies = { entry: file('apologise.ts') };
const trainDelayed = { ...videoPlaybackFailed, type: 'TrainDelayed', defaultSource: 'com.example.rail' } as const;
const own = FailureType.of(trainDelayed, { entry, policy: { minStalledSeconds: 90 } });

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
    if (error instanceof FailureTypesError) return error.problems;
    throw error;
  }
  return [];
}

function policyIn(team: TeamStack, start: string): unknown {
  const { Properties } = resourceOf(team.template(), 'AWS::Lambda::Function', start);
  return (Properties['Environment'] as { Variables: Record<string, unknown> }).Variables['POLICY'];
}

describe('by default', () => {
  const team = new TeamStack();

  it('the whole catalog is handled, each type from the source of its definition', () => {
    expect(team.automation.remedies.map(({ type }) => type)).toEqual(failureTypes);
    for (const { definition, sources } of FailureType.catalog()) expect(sources).toEqual([definition.defaultSource]);
  });

  it('a function gets no policy options: it knows its defaults', () => {
    expect(policyIn(team, remedy)).toBe('{}');
  });
});

describe('a failure type of the catalog', () => {
  const team = new TeamStack(() => ({
    failures: [FailureType.of(videoPlaybackFailed, { policy: { minStalledSeconds: 60 }, source: 'com.films.player' })],
  }));

  it('is handled alone where it is named alone, from the source that is named', () => {
    const rules = Object.values(resourcesOf(team.template(), 'AWS::Events::Rule')).map(
      ({ Properties }) => Properties['EventPattern'],
    );
    expect(rules).toContainEqual(
      expect.objectContaining({ source: ['com.films.player'], 'detail-type': ['VideoPlaybackFailed'] }),
    );
    expect(team.automation.remedies).toHaveLength(1);
  });

  it('is passed only those options that differ from the defaults', () => {
    expect(policyIn(team, remedy)).toBe('{"minStalledSeconds":60}');
  });

  it('has options of its own, and no others compile', () => {
    // @ts-expect-error -- a lost parcel has no stalled seconds
    FailureType.of(parcelLost, { policy: { minStalledSeconds: 60 } });
  });

  it.each(catalog)('$type is exported from amends/failures by name', (definition) => {
    expect(Object.values(exported)).toContain(definition);
  });
});

describe('a failure type of a team’s own', () => {
  const team = new TeamStack(() => ({ failures: [...FailureType.catalog(), own], apologies }));
  const operations = new Role(team, 'Operations', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  team.automation.grantPublish(operations, 'TrainDelayed');
  const template = team.template();

  it('needs an entry, or it does not compile', () => {
    // @ts-expect-error -- only a type of the catalog has a function already
    expect(problemsOf({ failures: [FailureType.of(trainDelayed)], apologies })).toEqual([
      'TrainDelayed: needs the entry of its function',
    ]);
  });

  it('is handled from its source, beside those of the catalog', () => {
    expect(team.automation.remedies.map(({ type }) => type)).toEqual([...failureTypes, 'TrainDelayed']);
    expect(resourceOf(template, 'AWS::Events::Rule', 'AmendsTrainDelayed').Properties).toMatchObject({
      EventPattern: { source: ['com.example.rail'], 'detail-type': ['TrainDelayed'] },
    });
  });

  it('has its options, and everything that a type of the catalog has', () => {
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

  it('may be published by a role that was granted', () => {
    const { Properties } = resourceOf(template, 'AWS::IAM::ManagedPolicy', 'AmendsPublishersTeamOperations');
    expect(JSON.stringify(Properties)).toContain('"events:detail-type":["TrainDelayed","TrainDelayedExplained"]');
  });

  it('can be switched by operators', () => {
    const { Properties } = resourceOf(template, 'AWS::Lambda::Function', operatorApi);
    expect(Properties['Environment']).toMatchObject({
      Variables: { FAILURE_TYPES: [...failureTypes, 'TrainDelayed'].join(',') },
    });
  });
});

it('may be the only one, and its functions are the team’s own', async () => {
  const app = testApp({ 'aws:cdk:bundling-stacks': ['Team'], 'aws:cdk:enable-asset-metadata': true });
  const team = new TeamStack(() => ({ failures: [own], apologies }), app);
  expect(team.automation.remedies.map(({ type }) => type)).toEqual(['TrainDelayed']);
  const assembly = app.synth();
  const template = team.template();
  const bundled = (start: string) => {
    const { id } = resourceOf(template, 'AWS::Lambda::Function', start);
    const asset = (template.toJSON()['Resources'] as Record<string, { Metadata: Record<string, string> }>)[id];
    return path.join(assembly.directory, asset?.Metadata['aws:asset:path'] ?? '', 'function.cjs');
  };
  await expect(run(bundled('AmendsTrainDelayed'))).resolves.toBe('handler.ts');
  await expect(run(bundled(apology))).resolves.toBe('apologise.ts');
});

function run(bundle: string): Promise<unknown> {
  return jest.requireActual<{ handler: () => Promise<unknown> }>(bundle).handler();
}

describe('a stack is not created', () => {
  const definedAs = (change: Partial<FailureDefinition>, file = entry) =>
    FailureType.of({ ...trainDelayed, ...change } as FailureDefinition, { entry: file });

  it.each<[string, Partial<RefundAutomationProps>, RegExp]>([
    ['for no failure type', { failures: [] }, /^failures: name at least one/],
    [
      'for a name of the catalog',
      { failures: [definedAs({ type: 'ParcelLost' })], apologies },
      /^ParcelLost: the catalog/,
    ],
    [
      'for a name that is not in PascalCase',
      { failures: [definedAs({ type: 'train-delayed' })], apologies },
      /PascalCase/,
    ],
    ['for one type twice', { failures: [own, own], apologies }, /^TrainDelayed: is there twice/],
    [
      'for the source of what Amends publishes',
      { failures: [definedAs({ defaultSource: 'amends' })], apologies },
      /"amends" is the source/,
    ],
    ['for a source of AWS', { failures: [definedAs({ defaultSource: 'aws.rail' })], apologies }, /is a source of AWS/],
    [
      'for what is no source',
      { failures: [FailureType.of(videoPlaybackFailed, { source: 'the player' })] },
      /"the player" is no event source/,
    ],
    ['for a relative entry', { failures: [definedAs({}, 'handler.ts')], apologies }, /not an absolute path/],
    ['for an entry without a file', { failures: [definedAs({}, '/nowhere/handler.ts')], apologies }, /does not exist/],
    ['without a function that knows its texts', { failures: [own] }, /^apologies\.entry: is missing.*TrainDelayed/],
    [
      'for an apology entry without a file',
      { apologies: { entry: '/nowhere/apologise.ts' } },
      /^apologies\.entry: .*does not exist/,
    ],
  ])('%s', (_name, props, problem) => {
    expect(problemsOf(props)).toEqual([expect.stringMatching(problem)]);
  });

  it('and every problem of every failure type is named', () => {
    const unchecked = { minStalledSeconds: 'long', unreachableCard: 'cheque', minStaledSeconds: 3 } as object;
    const failures = [
      definedAs({ type: 'trainDelayed' }, 'handler.ts'),
      FailureType.of(videoPlaybackFailed, { policy: unchecked }),
    ];
    expect(problemsOf({ failures })).toEqual([
      expect.stringMatching(/^trainDelayed: .*PascalCase/),
      expect.stringMatching(/^trainDelayed: its entry/),
      expect.stringMatching(/^VideoPlaybackFailed\.minStaledSeconds: is not an option/),
      expect.stringMatching(/^VideoPlaybackFailed\./),
      expect.stringMatching(/^VideoPlaybackFailed\./),
      expect.stringMatching(/^apologies\.entry/),
    ]);
  });
});

import { type Stack } from 'aws-cdk-lib';
import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { catalog as all } from '../../../lambdas/failures/catalog';
import { itemDamaged } from '../../../lambdas/failures/item-damaged/item-damaged';
import { parcelLost } from '../../../lambdas/failures/parcel-lost/parcel-lost';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { partnerKinds } from '../../../lambdas/fulfilment/port/partner-events';
import { withoutFailure } from '../../../lambdas/model/judging/gesture';
import { FailureType, RefundAutomation, RefundProvider } from '../../../lib';
import { DeployedBus } from '../deployed-bus';
import {
  account,
  oneFailure,
  region,
  resourcesOf,
  secretOf,
  sender,
  TeamStack,
  testApp,
  withWebhook,
} from '../synthesize';

/** What systems publish. */
const catalog = all.filter(({ type }) => !withoutFailure.includes(type));

const assumedBy = new ServicePrincipal('lambda.amazonaws.com');
const failures = oneFailure;
const threeTypes = [videoPlaybackFailed, parcelLost, itemDamaged].map((definition) => FailureType.of(definition));

/**
 * Publishers with the longest names that CloudFormation gives. Each publishes one type, and all types are published.
 */
function withPublishers(count: number): TeamStack {
  const team = new TeamStack(withWebhook);
  const grants = [
    ...catalog.map(
      ({ type }) =>
        (role: Role) =>
          team.automation.grantPublish(role, type),
    ),
    ...partnerKinds.map((kind) => (role: Role) => team.automation.grantRespond(role, kind)),
  ];
  for (let number = 0; number < count; number++) {
    grants[number % grants.length]?.(new Role(team, `Publisher${number}OfACompanyWithLongNames`, { assumedBy }));
  }
  return team;
}

describe('the size of the policy', () => {
  test('is below the 10,240 bytes of a bus with all types and 20 publishers that share nothing', () => {
    const { policy, ids } = new DeployedBus(withPublishers(20).template());
    expect(ids).toHaveLength(2 + catalog.length + partnerKinds.length);
    expect(policy.length).toBeLessThan(7_600);
    expect(policy.length).toBeGreaterThan(6_800);
  });

  test('leaves room for twenty more publishers, or as many types as a stack has room for', () => {
    expect(() => withPublishers(20 + 20).template()).not.toThrow();
  });

  test('is checked at synthesis, which says what to do', () => {
    const team = new TeamStack(() => ({ failures }));
    for (let number = 0; number < 120; number++) {
      team.automation.grantPublish(new Role(team, `Publisher${number}`, { assumedBy }), 'VideoPlaybackFailed');
    }
    expect(() => team.template()).toThrow(
      /Team\/Amends\/Bus may reach \d+ bytes, and 10240 are allowed.*share a statement.*through one role/s,
    );
  });
});

test('types with the same publishers share a statement', () => {
  const statements = (...grantedTogether: string[][]): number => {
    const team = new TeamStack(() => ({ failures: threeTypes }));
    grantedTogether.forEach((types, index) =>
      team.automation.grantPublish(new Role(team, `Publisher${index}`, { assumedBy }), ...types),
    );
    return new DeployedBus(team.template()).ids.length;
  };
  const outcomesAndUnknown = 2;
  const nobodys = 1;
  expect(statements()).toBe(outcomesAndUnknown + nobodys);
  expect(statements(['VideoPlaybackFailed', 'ParcelLost', 'ItemDamaged'])).toBe(outcomesAndUnknown + nobodys + 1);
  expect(statements(['VideoPlaybackFailed', 'ParcelLost'], ['ParcelLost', 'VideoPlaybackFailed'])).toBe(
    outcomesAndUnknown + nobodys + 1,
  );
  expect(statements(['VideoPlaybackFailed', 'ParcelLost'], ['ParcelLost'])).toBe(outcomesAndUnknown + nobodys + 2);
});

test('a bus allows one change of its policy at a time, so each statement waits for the one before', () => {
  const team = new TeamStack(() => ({ failures }));
  team.automation.grantPublish(new Role(team, 'Player', { assumedBy }), 'VideoPlaybackFailed');
  const policies = Object.entries(resourcesOf(team.template(), 'AWS::Events::EventBusPolicy')) as [
    string,
    { readonly DependsOn?: readonly string[] },
  ][];
  const ids = policies.map(([id]) => id);
  expect(policies.map(([, { DependsOn }]) => DependsOn)).toEqual([undefined, ...ids.slice(0, -1).map((id) => [id])]);
});

describe('two in one account and region', () => {
  test('two stages have no id of a statement in common', () => {
    const app = testApp();
    const stages = ['Test', 'Prod'].map((id) => {
      const email = `care@${id.toLowerCase()}.example.com`;
      return new TeamStack(() => ({ failures, sender: { ...sender, email } }), app, id);
    });
    const [test = [], prod = []] = stages.map((stage) => new DeployedBus(stage.template()).ids);
    expect(test).toHaveLength(prod.length);
    expect(test.filter((id) => prod.includes(id))).toEqual([]);
  });

  test('the ids stay the same when a stage is deployed again', () => {
    const ids = () => new DeployedBus(new TeamStack(() => ({ failures })).template()).ids;
    expect(ids()).toEqual(ids());
  });

  test('two in one stack, on two buses, have no id of a statement in common, and metrics of their own', () => {
    const team = new TeamStack(() => ({ failures }));
    const books = second(team, 'Books');
    const { ids } = new DeployedBus(team.template());
    expect(new Set(ids).size).toBe(ids.length);
    const prefixes = [team.automation, books].map(({ busStatementPrefix }) => busStatementPrefix);
    expect([...new Set(ids.map((id) => id.slice(0, prefixes[0]?.length)))].sort()).toEqual(prefixes.toSorted());
    const namespaces = Object.values(resourcesOf(team.template(), 'AWS::Lambda::Function')).map(
      ({ Properties }) =>
        (Properties['Environment'] as { Variables: Record<string, string> }).Variables['POWERTOOLS_METRICS_NAMESPACE'],
    );
    expect([...new Set(namespaces)]).toEqual(['Amends/Team', 'Amends/Team/Books']);
  });

  test('two on one bus are refused: each would handle the failures of the other', () => {
    const team = new TeamStack(() => ({ failures }));
    expect(() => second(team, 'Books', { eventBus: team.automation.eventBus })).toThrow(
      /Team\/Books and Team\/Amends are on the same event bus.*a bus of its own/s,
    );
  });

  test('however the bus is named: imported twice, in two stacks', () => {
    const app = testApp();
    const shared = (scope: Stack) => ({ failures, eventBus: EventBus.fromEventBusName(scope, 'Shared', 'shared') });
    new TeamStack(shared, app);
    expect(() => new TeamStack(shared, app, 'Other')).toThrow(
      /Other\/Amends and Team\/Amends are on the same event bus/,
    );
    const arn = `arn:aws:events:${region}:${account}:event-bus/shared`;
    expect(
      () =>
        new TeamStack(
          (scope) => ({ failures, eventBus: EventBus.fromEventBusArn(scope, 'Shared', arn) }),
          app,
          'Third',
        ),
    ).toThrow(/Third\/Amends and Team\/Amends are on the same event bus/);
  });

  test('made in one stack, and imported by its name in another one', () => {
    const app = testApp();
    new TeamStack((scope) => ({ failures, eventBus: new EventBus(scope, 'Bus', { eventBusName: 'shared' }) }), app);
    const imported = (scope: Stack) => ({ failures, eventBus: EventBus.fromEventBusName(scope, 'Shared', 'shared') });
    expect(() => new TeamStack(imported, app, 'Other')).toThrow(/are on the same event bus/);
  });

  test('buses of one name in two regions are two buses', () => {
    const app = testApp();
    const busIn = (where: string) => (scope: Stack) => ({
      failures,
      eventBus: EventBus.fromEventBusArn(scope, 'Shared', `arn:aws:events:${where}:${account}:event-bus/shared`),
    });
    new TeamStack(busIn('eu-west-1'), app);
    expect(() => new TeamStack(busIn('us-east-1'), app, 'Other')).not.toThrow();
  });
});

/** A second one in the team's stack, which writes from another domain. */
function second(team: TeamStack, id: string, props: { readonly eventBus?: IEventBus } = {}): RefundAutomation {
  return new RefundAutomation(team, id, {
    sender: { ...sender, email: 'care@books.example.com' },
    provider: RefundProvider.stripe({
      apiKey: secretOf(team, `${id}/stripe`),
      readKey: secretOf(team, `${id}/stripe-read`),
    }),
    failures,
    ...props,
  });
}

import { Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountPrincipal, ArnPrincipal, Role, ServicePrincipal, User } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { parcelLost } from '../../../lambdas/failures/parcel-lost/parcel-lost';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { FailureType, RefundAutomation, RefundProvider, type RefundAutomationProps } from '../../../lib';
import { administrator, DeployedBus } from '../deployed-bus';
import type { PolicyStatementJson } from '../../../local/emulator/iam/policy-evaluator';
import { rightsOf } from '../rights';
import {
  account,
  arnOf,
  oneFailure as failures,
  operatorApi,
  resourceOf,
  resourcesOf,
  secretOf,
  sender,
  TeamStack,
  testApp,
} from '../synthesize';

const otherAccount = '222222222222';
const video = { source: 'com.example.video', type: 'VideoPlaybackFailed' };
const credit = { source: 'partner.credits', type: 'CreditIssued' };
const path = `role/aws-reserved/sso.amazonaws.com/eu-west-1`;
const signedOn = `arn:aws:iam::${account}:${path}/AWSReservedSSO_Support_0123456789abcdef`;
const ofOtherAccount = `arn:aws:iam::${otherAccount}:role/player`;
/** What the other account gives its role. */
const mayPutEvents: PolicyStatementJson = { Effect: 'Allow', Action: 'events:PutEvents', Resource: '*' };

describe('a publisher that cannot be given a policy is allowed by the bus', () => {
  const team = new TeamStack(() => ({ failures }));
  // A role of this account, with the name of the other one.
  new Role(team, 'Player', { roleName: 'player', assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const imported = [signedOn, ofOtherAccount].map((arn) => Role.fromRoleArn(team, arn, arn));
  const grants = imported.map((role) => team.automation.grantPublish(role, 'VideoPlaybackFailed'));
  const bus = new DeployedBus(team.template());

  test('a role of IAM Identity Center', () => {
    expect(bus.takes(signedOn, [video])).toBe(true);
    expect(bus.takes(signedOn, [video, credit], administrator)).toBe(false);
  });

  test('a role of another account, once that account allows it as well', () => {
    expect(bus.takes(ofOtherAccount, [video], mayPutEvents)).toBe(true);
    expect(bus.takes(ofOtherAccount, [video])).toBe(false);
    expect(bus.takes(ofOtherAccount, [credit], administrator)).toBe(false);
  });

  test('and not its namesake in this account, nor the rest of the other one', () => {
    expect(bus.takes(`arn:aws:iam::${account}:role/player`, [video], administrator)).toBe(false);
    expect(bus.takes(`arn:aws:iam::${otherAccount}:role/other`, [video], administrator)).toBe(false);
    const policies = Object.keys(resourcesOf(team.template(), 'AWS::IAM::ManagedPolicy'));
    expect(policies.filter((id) => id.startsWith('AmendsPublishers'))).toEqual([]);
  });

  test('the grant succeeds as any other', () => {
    for (const grant of grants) {
      grant.assertSuccess();
      expect(grant.resourceStatements).toHaveLength(1);
    }
  });
});

describe('two of them, each may publish only what it was granted', () => {
  const types = [videoPlaybackFailed, parcelLost].map((definition) => FailureType.of(definition));
  const shop = `arn:aws:iam::${otherAccount}:role/shop`;
  const parcel = { source: 'com.example.shop', type: 'ParcelLost' };
  const busOf = (props: (stack: Stack) => Partial<RefundAutomationProps> = () => ({})) => {
    const team = new TeamStack((scope) => ({ failures: types, ...props(scope) }));
    team.automation.grantPublish(new ArnPrincipal(ofOtherAccount), 'VideoPlaybackFailed');
    team.automation.grantPublish(new ArnPrincipal(shop), 'ParcelLost');
    return new DeployedBus(team.template());
  };

  test.each([
    ['our own', 1, busOf()],
    ['a shared', 2, busOf((scope) => ({ eventBus: EventBus.fromEventBusName(scope, 'Shared', 'shared') }))],
  ])('on %s bus, with %i statements', (_, count, bus) => {
    expect(bus.ids.filter((id) => id.includes('Granted'))).toHaveLength(count);
    expect(bus.takes(ofOtherAccount, [video], mayPutEvents)).toBe(true);
    expect(bus.takes(shop, [parcel], mayPutEvents)).toBe(true);
    expect(bus.takes(ofOtherAccount, [parcel], mayPutEvents)).toBe(false);
    expect(bus.takes(ofOtherAccount, [video, parcel], mayPutEvents)).toBe(false);
  });

  test('nor in the name of the other, where others may listen to it', () => {
    const bus = busOf((scope) => ({ eventBus: EventBus.fromEventBusName(scope, 'Shared', 'shared') }));
    const forged = { source: 'com.example.shop', type: 'VideoPlaybackFailed' };
    expect(bus.takes(ofOtherAccount, [forged], mayPutEvents)).toBe(false);
  });
});

test('all roles that a permission set ever gets are granted by a pattern', () => {
  const team = new TeamStack(() => ({ failures }));
  const pattern = `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_Support_*`;
  team.automation.grantPublish(Role.fromRoleArn(team, 'Support', pattern), 'VideoPlaybackFailed');
  const bus = new DeployedBus(team.template());
  expect(bus.takes(signedOn, [video])).toBe(true);
  // An identity store in us-east-1 names no region.
  expect(bus.takes(signedOn.replace(/(sso\.amazonaws\.com\/)[\w-]+\//, '$1'), [video])).toBe(true);
  expect(bus.takes(signedOn.replace('Support', 'Developers'), [video], administrator)).toBe(false);
});

test('a role that is imported not to be changed is not changed', () => {
  const team = new TeamStack(() => ({ failures }));
  const arn = `arn:aws:iam::${account}:role/player`;
  team.automation.grantPublish(Role.fromRoleArn(team, 'Player', arn, { mutable: false }), 'VideoPlaybackFailed');
  const template = team.template();
  expect(JSON.stringify(resourcesOf(template, 'AWS::IAM::ManagedPolicy'))).not.toContain('"player"');
  expect(new DeployedBus(template).takes(arn, [video])).toBe(true);
});

test('where the account is not known, the bus allows it, whichever account it is', () => {
  const stack = new Stack(testApp(), 'Anywhere');
  const automation = new RefundAutomation(stack, 'Amends', {
    sender,
    failures,
    eventBus: EventBus.fromEventBusName(stack, 'Shared', 'shared'),
    provider: RefundProvider.stripe({
      apiKey: secretOf(stack, 'team/stripe'),
      readKey: secretOf(stack, 'team/stripe-read'),
    }),
  });
  const ours = `arn:aws:iam::${account}:role/player`;
  for (const arn of [ours, ofOtherAccount]) {
    automation.grantPublish(Role.fromRoleArn(stack, arn, arn), 'VideoPlaybackFailed');
  }
  const bus = new DeployedBus(Template.fromStack(stack));
  expect(bus.takes(ours, [video])).toBe(true);
  expect(bus.takes(ofOtherAccount, [video], mayPutEvents)).toBe(true);
});

describe('an operator that cannot be given a policy is allowed by the function, and through its URL only', () => {
  const team = new TeamStack(() => ({ failures }));
  const first = new Topic(team, 'First');
  for (const arn of [signedOn, ofOtherAccount]) {
    const role = Role.fromRoleArn(team, arn, arn);
    team.automation.grantOperate(role, { may: ['look'] }).applyBefore(first);
    team.automation.grantOperate(role, { may: ['look'] }).assertSuccess();
  }
  const template = team.template();
  const lambda = resourceOf(template, 'AWS::Lambda::Function', operatorApi);
  const policy = resourceOf(template, 'AWS::Lambda::ResourcePolicy', operatorApi);
  const { Statement: statements } = policy.Properties['PolicyDocument'] as {
    readonly Statement: readonly Readonly<Record<string, unknown>>[];
  };

  test('each of them', () => {
    const granted = { Effect: 'Allow', Principal: { AWS: [signedOn, ofOtherAccount] }, Resource: arnOf(lambda.id) };
    expect(statements.filter(({ Effect }) => Effect === 'Allow')).toEqual([
      {
        ...granted,
        Action: 'lambda:InvokeFunctionUrl',
        Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } },
      },
      {
        ...granted,
        Action: 'lambda:InvokeFunction',
        Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
      },
    ]);
  });

  test('and no permission beside the policy, which Lambda would not take', () => {
    const permissions = Object.keys(resourcesOf(template, 'AWS::Lambda::Permission'));
    expect(permissions.filter((id) => id.startsWith('AmendsOperatorApi'))).toEqual([]);
  });

  test('what waits for the grant waits for the policy', () => {
    const { DependsOn } = resourceOf(template, 'AWS::SNS::Topic', 'First') as {
      readonly DependsOn?: readonly string[];
    };
    expect(DependsOn).toEqual([policy.id]);
  });
});

describe('what AWS does not allow is refused at synthesis, with what to do', () => {
  const team = new TeamStack(() => ({ failures }));
  const publish = (grantee: Parameters<typeof team.automation.grantPublish>[0]) => () =>
    team.automation.grantPublish(grantee, 'VideoPlaybackFailed');

  test.each([
    ['a service', new ServicePrincipal('pipes.amazonaws.com')],
    ['a whole account', new AccountPrincipal(otherAccount)],
    ['a session', new ArnPrincipal(`arn:aws:sts::${account}:assumed-role/player/ada`)],
  ])('%s', (_, grantee) => {
    expect(publish(grantee)).toThrow(/Only a role can be granted this.*Role\.fromRoleArn/s);
    expect(() => team.automation.grantOperate(grantee, { may: ['look'] })).toThrow(/Only a role can be granted this/);
  });

  test('a user', () => {
    expect(publish(new User(team, 'Ada'))).toThrow(/Only a role can be granted this.*not a User/s);
  });

  test('a pattern that anybody could match who may create a role', () => {
    const anybody = Role.fromRoleArn(team, 'Anybody', `arn:aws:iam::${account}:role/player-*`);
    expect(publish(anybody)).toThrow(/is a pattern.*Grant each role by its ARN/s);
  });

  test('a pattern as an operator: the policy of a function holds none', () => {
    const pattern = Role.fromRoleArn(
      team,
      'Everybody',
      `arn:aws:iam::${account}:role/aws-reserved/sso.amazonaws.com/*`,
    );
    expect(() => team.automation.grantOperate(pattern, { may: ['look'] })).toThrow(
      /the policy of a function holds none.*list-roles/s,
    );
  });
});

test('a role of this account is given a policy, made in the app or imported', () => {
  const team = new TeamStack(() => ({ failures }));
  const made = new Role(team, 'Player', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  const imported = Role.fromRoleArn(team, 'Imported', `arn:aws:iam::${account}:role/apps/gateway`);
  for (const role of [made, imported]) {
    expect(team.automation.grantPublish(role, 'VideoPlaybackFailed').principalStatements).toHaveLength(1);
  }
  const template = team.template();
  const bus = new DeployedBus(template);
  expect(rightsOf(template, 'Player')).toHaveLength(1);
  expect(bus.takes(`arn:aws:iam::${account}:role/apps/gateway`, [video])).toBe(true);
  expect(bus.ids.filter((id) => id.includes('Granted'))).toEqual([]);
});

import { Template } from 'aws-cdk-lib/assertions';
import { InterfaceVpcEndpoint } from 'aws-cdk-lib/aws-ec2';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { parcelLost } from '../../lambdas/failures/parcel-lost/parcel-lost';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { Delivery, FailureType } from '../../lib';
import { LedgerStack } from '../../lib/app/ledger-stack';
import { RefundStack } from '../../lib/app/refund-stack';
import { readStage } from '../../lib/app/stage-config';
import { TeamStack, testApp, withWebhook } from './synthesize';

/**
 * The condition keys that our policies use, by whether one request can have several values. A new one is looked up
 * first.
 */
const keys: Readonly<Record<string, 'one' | 'several'>> = {
  'aws:PrincipalArn': 'one',
  'aws:SecureTransport': 'one',
  'aws:SourceAccount': 'one',
  'aws:SourceArn': 'one',
  'aws:SourceVpce': 'one',
  'aws:userid': 'one',
  'dynamodb:LeadingKeys': 'several',
  'events:detail-type': 'several',
  'events:source': 'several',
  'kms:EncryptionContext:aws:logs:arn': 'one',
  'lambda:FunctionUrlAuthType': 'one',
  'lambda:InvokedViaFunctionUrl': 'one',
  's3:ObjectCreationOperation': 'one',
  's3:if-none-match': 'one',
  's3:prefix': 'one',
  'ses:FromAddress': 'one',
};

interface Statement {
  readonly Effect: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Every statement of every policy, wherever in a template it stands. */
function statementsIn(value: unknown): readonly Statement[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Object.values(value).flatMap(statementsIn);
  return 'Effect' in value && 'Action' in value ? [value as Statement, ...below] : below;
}

/** What is wrong with the conditions of a statement. */
function problemsOf({ Effect, Condition = {} }: Statement): readonly string[] {
  const given = Object.entries(Condition).flatMap(([operator, compared]) =>
    Object.keys(compared).map((key) => ({ operator, key })),
  );
  return given.flatMap(({ operator, key }) => {
    const values = keys[key];
    if (values === undefined) return [`${key} is not in the table of keys`];
    if (operator === 'Null') return [];
    const isSet = /^For(AllValues|AnyValue):/.test(operator);
    if (values === 'several' && !isSet) return [`${key} has several values, and ${operator} compares one`];
    if (values === 'one' && isSet) return [`${key} has one value, and ${operator} compares several`];
    if (!isSet) return [];
    // What AWS says of them: one is true of a request without the key, and the other one passes if a single value does.
    const isNeeded = given.some((other) => other.operator === 'Null' && other.key === key);
    if (Effect === 'Allow' && operator.startsWith('ForAnyValue')) return [`${key}: one value would allow all others`];
    if (Effect === 'Allow' && !isNeeded) return [`${key}: a request without it would be allowed`];
    if (Effect === 'Deny' && operator.startsWith('ForAllValues'))
      return [`${key}: one other value would lift the denial`];
    return [];
  });
}

const role = 'arn:aws:iam::111111111111:role/player';

/** All that a stage can have. */
function stageTemplates(settings: Readonly<Record<string, unknown>>): readonly Template[] {
  const app = testApp();
  const config = readStage('local', { account: '111111111111', ...settings });
  const ledger = new LedgerStack(app, 'Ledger', config);
  const refunds = new RefundStack(app, 'Refunds', { config, ledger: ledger.ledger, audit: ledger.audit });
  return [ledger, refunds].map((stack) => Template.fromStack(stack));
}

function teamTemplate(): Template {
  const sources = { 'com.example.carrier': {}, 'com.example.helpdesk': {} };
  const team = new TeamStack((scope) => ({
    ...withWebhook(scope),
    eventBus: EventBus.fromEventBusName(scope, 'Shared', 'shared'),
    failures: [
      FailureType.of(videoPlaybackFailed, { delivery: Delivery.queued() }),
      FailureType.of(parcelLost, { sources }),
    ],
  }));
  const shop = new Role(team, 'Shop', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  team.automation.grantPublish(shop, 'VideoPlaybackFailed', { type: 'ParcelLost', source: 'com.example.carrier' });
  team.automation.grantOperate(shop, { may: ['look'] });
  return team.template();
}

const statements = [
  ...stageTemplates({
    publishers: `VideoPlaybackFailed=${role},ParcelLost@com.example.carrier=${role}`,
    sources: 'ParcelLost=com.example.carrier,ParcelLost=com.example.helpdesk:reported',
    partners: `credit=${role}`,
    operators: `look=${role}`,
    queued: 'VideoPlaybackFailed,Apologies',
    alarmEmail: 'on-call@films.test',
    stripeMode: 'test',
    syntheticMailbox: 'synthetic@films.test',
  }),
  teamTemplate(),
  new TeamStack((scope) => ({
    failures: [FailureType.of(videoPlaybackFailed)],
    operatorVpcEndpoint: InterfaceVpcEndpoint.fromInterfaceVpcEndpointAttributes(scope, 'Endpoint', {
      vpcEndpointId: 'vpce-0a1b2c',
      port: 443,
    }),
  })).template(),
].flatMap((template) => statementsIn(template.toJSON()));

test('every condition on a key with several values has a set operator that keeps what it says', () => {
  expect([...new Set(statements.flatMap(problemsOf))]).toEqual([]);
});

test('policies of all kinds were looked at', () => {
  const used = new Set(statements.flatMap(({ Condition = {} }) => Object.values(Condition).flatMap(Object.keys)));
  expect([...used].sort()).toEqual(Object.keys(keys).sort());
  expect(statements.length).toBeGreaterThan(200);
});

test.each([
  ['Allow', { StringEquals: { 'events:source': 'amends' } }, 'several values'],
  ['Deny', { StringNotEquals: { 'events:detail-type': 'RemedyIssued' } }, 'several values'],
  ['Allow', { 'ForAnyValue:StringEquals': { 'events:source': 'amends' } }, 'would allow all others'],
  ['Allow', { 'ForAllValues:StringEquals': { 'events:source': 'amends' } }, 'without it would be allowed'],
  ['Deny', { 'ForAllValues:StringEquals': { 'events:source': 'amends' } }, 'would lift the denial'],
  ['Allow', { 'ForAllValues:StringEquals': { 'ses:FromAddress': 'a@example.com' } }, 'has one value'],
  ['Allow', { StringEquals: { 'ses:Recipients': 'a@example.com' } }, 'not in the table'],
])('%s %j would be found', (Effect, Condition, problem) => {
  expect(problemsOf({ Effect, Condition })).toEqual([expect.stringContaining(problem)]);
});

import type { Stack } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { Detector, FailureType, Shop, Usage } from '../../../lib';
import { serviceOutage } from '../../../lambdas/failures/service-outage/service-outage';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { DeployedBus } from '../deployed-bus';
import { readingSecret, right, rightsOf } from '../rights';
import { arnOf, resourceOf, resourcesOf, secretOf, TeamStack } from '../synthesize';

const shopOf = (scope: Stack) =>
  Shop.http({ url: 'https://shop.example.com/amends', secret: secretOf(scope, 'team/shop') });

const services = [{ service: 'streaming', cloudwatch: ['streaming-*'], 'aws-health': ['EC2/eu-west-1'] }];

const team = new TeamStack((scope) => {
  return {
    shop: shopOf(scope),
    failures: [FailureType.of(serviceOutage), FailureType.of(videoPlaybackFailed)],
    detectors: [
      Detector.health({
        signalSecret: secretOf(scope, 'team/pager'),
        options: { services, eventsPerSecond: 2 },
        signalsEveryHours: 168,
      }),
      Detector.tickets({
        signalSecret: secretOf(scope, 'team/zendesk'),
        options: { kinds: [{ tag: 'film', mishap: 'unplayable', answer: 'nothing' }] },
      }),
    ],
  };
});
const template = team.template();

const judge = 'AmendsDetectorshealthJudge';
const queue = resourceOf(template, 'AWS::SQS::Queue', 'AmendsDetectorshealthQueue');

test('the bus of the account hands over the mapped alarms and issues alone, and keeps what fails for the sweep', () => {
  const rules = Object.entries(resourcesOf(template, 'AWS::Events::Rule'))
    .filter(([id]) => id.startsWith('AmendsDetectorshealthHeard'))
    .map(([, { Properties }]) => Properties);
  expect(rules).toMatchObject([
    {
      EventBusName: 'default',
      EventPattern: {
        source: ['aws.cloudwatch'],
        'detail-type': ['CloudWatch Alarm State Change'],
        detail: { alarmName: [{ prefix: 'streaming-' }] },
      },
    },
    {
      EventBusName: 'default',
      EventPattern: {
        source: ['aws.health'],
        'detail-type': ['AWS Health Event'],
        detail: { eventTypeCategory: ['issue'], service: ['EC2'] },
      },
    },
  ]);
  expect(JSON.stringify(rules)).toContain(resourceOf(template, 'AWS::SQS::Queue', `${judge}RetryQueue`).id);
});

test('who judges may send on the pages of an outage, to its own queue, and publish in its own name', () => {
  const rights = rightsOf(template, judge);
  const failed = resourceOf(template, 'AWS::SQS::Queue', `${judge}RetryQueue`);
  expect(rights).toContainEqual(right(['sqs:SendMessage'], arnOf(failed.id), arnOf(queue.id)));
  expect(rights).toContainEqual(readingSecret('team/shop'));
  expect(JSON.stringify(rights)).not.toMatch(/team\/(pager|stripe)/);
  const deployed = new DeployedBus(template);
  const role = deployed.roleArn(judge);
  expect(deployed.takes(role, [{ source: 'detector.health', type: 'ServiceOutage' }])).toBe(true);
  expect(deployed.takes(role, [{ source: 'detector.tickets', type: 'ServiceOutage' }])).toBe(false);
});

describe('where a table or a function of the team’s says who used a service', () => {
  const health = (scope: Stack, usage: Usage) =>
    Detector.health({ signalSecret: secretOf(scope, 'team/pager'), options: { services }, usage });
  const failures = [FailureType.of(serviceOutage)];
  const keyed = {
    partitionKey: { name: 'service', value: '{service}' },
    sortKey: { name: 'usedAt', holds: 'iso' },
  } as const;

  test.each([
    ['the table itself', {}, ''],
    ['one index of it', { index: 'by-service' }, '/index/by-service'],
  ])('whoever judges may query %s and nothing else, and reads no secret of a shop', (_, more, behind) => {
    const reading = new TeamStack((scope) => {
      const table = Table.fromTableName(scope, 'Usage', 'film-usage');
      return { failures, detectors: [health(scope, Usage.table(table, { ...keyed, ...more }))] };
    }).template();
    const ofTeam = rightsOf(reading, judge).filter((one) => JSON.stringify(one).includes('film-usage'));
    expect(ofTeam).toHaveLength(1);
    expect(JSON.stringify(ofTeam)).toMatch(new RegExp(`"dynamodb:Query".*:table/film-usage${behind}"`));
    expect(JSON.stringify(rightsOf(reading, judge))).not.toContain('secretsmanager');
  });

  test('a key of the table’s own is used to decrypt', () => {
    const reading = new TeamStack((scope) => {
      const encryptionKey = new Key(scope, 'UsageKey');
      const table = new Table(scope, 'Usage', {
        partitionKey: { name: 'service', type: AttributeType.STRING },
        sortKey: { name: 'usedAt', type: AttributeType.STRING },
        encryptionKey,
      });
      return { failures, detectors: [health(scope, Usage.table(table, keyed))] };
    }).template();
    expect(JSON.stringify(rightsOf(reading, judge))).toMatch(/kms:Decrypt/);
  });

  test('a function is invoked, and may be asked nothing else', () => {
    const asking = new TeamStack((scope) => {
      const lambda = Function.fromFunctionName(scope, 'WhoUsedIt', 'who-used-it');
      return { failures, detectors: [health(scope, Usage.function(lambda))] };
    }).template();
    const ofTeam = rightsOf(asking, judge).filter((one) => JSON.stringify(one).includes('who-used-it'));
    expect(JSON.stringify(ofTeam)).toMatch(/lambda:InvokeFunction/);
    expect(ofTeam).toHaveLength(1);
  });

  test('a description that is none is refused at synthesis', () => {
    const wrong = { ...keyed, partitionKey: { name: 'day', value: '{day}' } };
    expect(
      () =>
        new TeamStack((scope) => ({
          failures,
          detectors: [health(scope, Usage.table(Table.fromTableName(scope, 'Usage', 'film-usage'), wrong))],
        })),
    ).toThrow(/has to have \{service\} in it/);
  });
});

test('whoever judges another detector may not send to its queue', () => {
  expect(JSON.stringify(rightsOf(template, 'AmendsDetectorsticketsJudge'))).not.toContain(queue.id);
});

test('a queue of signals takes messages of its door, and of who sends on pages, and of nobody else', () => {
  const policies = Object.values(resourcesOf(template, 'AWS::SQS::QueuePolicy')).map(({ Properties }) =>
    JSON.stringify(Properties),
  );
  const own = policies.filter((policy) => policy.includes(queue.id) && policy.includes('aws:PrincipalArn'));
  expect(own).toHaveLength(1);
  for (const role of ['ReceiveRole', 'JudgeRole']) expect(own[0]).toContain(`AmendsDetectorshealth${role}`);
});

test('each has its silence alarm, and is told how often signals come', () => {
  const silence = (name: string) =>
    resourceOf(template, 'AWS::CloudWatch::Alarm', `AmendsDetectors${name}AlarmsSilence`).Properties;
  expect(silence('health')).toMatchObject({ EvaluationPeriods: 168, MetricName: 'SignalReceived' });
  expect(silence('tickets')).toMatchObject({ EvaluationPeriods: 24 });
});

test('a mapping that is none is refused at synthesis', () => {
  const withServices = (given: object[]) => () =>
    new TeamStack((scope) => ({
      failures: [FailureType.of(serviceOutage)],
      shop: shopOf(scope),
      detectors: [
        Detector.health({
          signalSecret: secretOf(scope, 'team/pager'),
          options: { services: given } as object,
        }),
      ],
    }));
  expect(withServices([{ service: 'streaming' }])).toThrow(/nothing that says that it is down/);
  expect(
    withServices([
      { service: 'a', pagerduty: ['P'] },
      { service: 'a', pagerduty: ['Q'] },
    ]),
  ).toThrow(/twice/);
});

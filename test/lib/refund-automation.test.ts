import { Duration } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { allRights, rightsOf } from './rights';
import { account, apology, arnOf, region, remedy, resourceOf, resourcesOf, TeamStack } from './synthesize';

const template = new TeamStack().template();

describe('who may do what', () => {
  const rights = allRights(template);

  test('nobody may delete or change in place what is in the ledger', () => {
    const onTables = rights.flatMap(({ actions }) => actions).filter((action) => action.startsWith('dynamodb:'));
    expect(new Set(onTables)).toEqual(new Set(['dynamodb:BatchGetItem', 'dynamodb:GetItem', 'dynamodb:PutItem']));
  });

  test('nothing is allowed by a wildcard but to write traces', () => {
    const wild = rights.filter(({ actions, resources }) => [...actions, ...resources].join().includes('*'));
    expect(wild.map(({ actions }) => actions)).toEqual([
      ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
      ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    ]);
  });

  test('who pays cannot write mails, and who writes mails cannot pay', () => {
    const mayDo = (start: string) => rightsOf(template, start).flatMap(({ actions }) => actions);
    expect(mayDo(remedy).filter((action) => action.startsWith('ses:'))).toEqual([]);
    expect(mayDo(apology).filter((action) => /^(secretsmanager|events|kms):/.test(action))).toEqual([]);
  });

  test('every function has a role of its own', () => {
    const roles = Object.values(resourcesOf(template, 'AWS::Lambda::Function')).map(
      ({ Properties }) => Properties['Role'],
    );
    expect(roles).toHaveLength(2);
    expect(new Set(roles.map((role) => JSON.stringify(role))).size).toBe(2);
  });
});

describe('what is given is used', () => {
  const team = new TeamStack((scope) => ({
    eventBus: EventBus.fromEventBusName(scope, 'Shared', 'shared'),
    table: Table.fromTableName(scope, 'Existing', 'refunds'),
    alarmTopic: Topic.fromTopicArn(scope, 'Calls', `arn:aws:sns:${region}:${account}:calls`),
    failures: ['VideoPlaybackFailed'],
    sources: { VideoPlaybackFailed: 'com.films.player' },
    logRetention: RetentionDays.ONE_YEAR,
  }));
  const given = team.template();

  test.each(['AWS::Events::EventBus', 'AWS::DynamoDB::GlobalTable', 'AWS::SNS::Topic'])('no %s is made', (type) => {
    expect(resourcesOf(given, type)).toEqual({});
  });

  test('the functions work with the table and the bus', () => {
    expect(resourceOf(given, 'AWS::Lambda::Function', remedy).Properties['Environment']).toMatchObject({
      Variables: { LEDGER_TABLE_NAME: 'refunds', EVENT_BUS_NAME: 'shared' },
    });
    const [onTable] = rightsOf(given, apology).filter(({ actions }) => actions.includes('dynamodb:PutItem'));
    expect(onTable?.resources).toEqual([`arn:aws:dynamodb:${region}:${account}:table/refunds`]);
  });

  test('the rules stand on the bus, and listen to the source', () => {
    for (const { Properties } of Object.values(resourcesOf(given, 'AWS::Events::Rule'))) {
      expect(Properties['EventBusName']).toBe('shared');
    }
    expect(resourceOf(given, 'AWS::Events::Rule', 'AmendsVideo').Properties['EventPattern']).toEqual({
      source: ['com.films.player'],
      'detail-type': ['VideoPlaybackFailed'],
    });
  });

  test('alarms are heard on the topic, and logs are kept as long as said', () => {
    for (const { Properties } of Object.values(resourcesOf(given, 'AWS::CloudWatch::Alarm'))) {
      expect(Properties['AlarmActions']).toEqual([`arn:aws:sns:${region}:${account}:calls`]);
    }
    for (const { Properties } of Object.values(resourcesOf(given, 'AWS::Logs::LogGroup'))) {
      expect(Properties['RetentionInDays']).toBe(365);
    }
  });
});

test('a secret with a key of its own can be read by who pays, and only there', () => {
  const secret = new TeamStack((scope) => ({
    providerSecret: new Secret(scope, 'Stripe', { encryptionKey: new Key(scope, 'Key') }),
  })).template();
  const decrypts = (start: string) => rightsOf(secret, start).some(({ actions }) => actions.includes('kms:Decrypt'));
  expect(decrypts(remedy)).toBe(true);
  expect(decrypts(apology)).toBe(false);
});

describe('alarms', () => {
  const alarms = Object.entries(resourcesOf(template, 'AWS::CloudWatch::Alarm'));
  const topic = resourceOf(template, 'AWS::SNS::Topic');

  test.each(alarms)('%s says what it means, what to do and whose it is, and is heard', (_, { Properties }) => {
    expect(Properties['AlarmDescription']).toMatch(/^For customers: \S.+\nDo first: \S.+\nOwner: (marketing|contact)/);
    expect(Properties['AlarmActions']).toEqual([{ Ref: topic.id }]);
    expect(Properties['TreatMissingData']).toBe('notBreaching');
  });

  test('cover everything that leaves a customer waiting', () => {
    const watched = alarms.map(([id, { Properties }]) => [
      id.startsWith('AmendsApologyMail') ? 'apology' : 'failure',
      Properties['Namespace'],
      Properties['MetricName'],
    ]);
    const ofFunctions = ['failure', 'apology'].flatMap((of) => [
      [of, 'AWS/SQS', 'ApproximateNumberOfMessagesVisible'],
      // The errors are computed, see below.
      [of, undefined, undefined],
      [of, 'AWS/Lambda', 'Throttles'],
      [of, 'AWS/Lambda', 'AsyncEventAge'],
    ]);
    const ofCustomers = [
      ['failure', 'Amends/Team', 'RemedyUnknown'],
      ['failure', 'Amends/Team', 'RemedyDeclined'],
      ['apology', 'Amends/Team', 'ApologyUnknown'],
      ['apology', 'Amends/Team', 'DetectToMailMs'],
    ];
    expect(watched).toHaveLength(12);
    expect(watched).toEqual(expect.arrayContaining([...ofFunctions, ...ofCustomers]));
  });

  test.each(['AmendsVideoPlaybackFailedAlarmsErrors', 'AmendsApologyMailAlarmsErrors'])(
    '%s leaves out deliveries that only have to come again',
    (start) => {
      const { Metrics } = resourceOf(template, 'AWS::CloudWatch::Alarm', start).Properties;
      expect(Metrics).toEqual([
        expect.objectContaining({ Expression: 'errors - FILL(comesAgain, 0)' }),
        expect.objectContaining({ Id: 'errors', ReturnData: false }),
        expect.objectContaining({ Id: 'comesAgain', ReturnData: false }),
      ]);
    },
  );

  test('the owner is the one of the failure type', () => {
    const unknown = resourceOf(template, 'AWS::CloudWatch::Alarm', 'AmendsVideoPlaybackFailedUnknown');
    expect(unknown.Properties['AlarmDescription']).toMatch(/Owner: marketing$/);
  });

  test('CloudWatch may use the topic for alarms of this account, and the key that encrypts it', () => {
    const allows = (more: object) => ({
      Statement: expect.arrayContaining([
        expect.objectContaining({ Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, ...more }),
      ]),
    });
    const key = resourceOf(template, 'AWS::KMS::Key');
    expect(topic.Properties['KmsMasterKeyId']).toEqual(arnOf(key.id));
    expect(resourceOf(template, 'AWS::SNS::TopicPolicy').Properties['PolicyDocument']).toMatchObject(
      allows({ Action: 'sns:Publish', Condition: { StringEquals: { 'aws:SourceAccount': account } } }),
    );
    expect(key.Properties['KeyPolicy']).toMatchObject(allows({ Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] }));
  });
});

describe('metrics', () => {
  const team = new TeamStack();
  const { automation } = team;
  const options = { period: Duration.hours(1) };
  const alarm = (
    id: string,
    metric: ReturnType<typeof automation.metricUndelivered | typeof automation.metricDetectToMail>,
  ) => new Alarm(team, id, { metric, threshold: 1, evaluationPeriods: 1 });
  alarm('Paid', automation.metricRemediesPaid(options));
  alarm('Held', automation.metricRemediesHeld(options));
  alarm('Declined', automation.metricRemediesDeclined(options));
  alarm('Unknown', automation.metricRemediesUnknown(options));
  alarm('Undelivered', automation.metricUndelivered());
  alarm('Mail', automation.metricDetectToMail(options));
  const withAlarms = team.template();
  const metricsOf = (id: string) => resourceOf(withAlarms, 'AWS::CloudWatch::Alarm', id).Properties;

  test.each([
    ['Paid', 'RemedyPaid'],
    ['Held', 'RemedyHeld'],
    ['Declined', 'RemedyDeclined'],
    ['Unknown', 'RemedyUnknown'],
  ])('%s sums what the failure functions count', (id, metricName) => {
    expect(metricsOf(id)['Metrics']).toEqual([
      expect.objectContaining({ Expression: 'SUM(METRICS())', ReturnData: true }),
      {
        Id: 'm0',
        ReturnData: false,
        MetricStat: {
          Metric: {
            Namespace: 'Amends/Team',
            MetricName: metricName,
            Dimensions: [{ Name: 'service', Value: 'video-playback-failed' }],
          },
          Period: 3600,
          Stat: 'Sum',
        },
      },
    ]);
  });

  test('undelivered counts failures and apologies', () => {
    expect(metricsOf('Undelivered')['Metrics']).toHaveLength(3);
  });

  test('detect to mail is the 95th percentile', () => {
    expect(metricsOf('Mail')).toMatchObject({
      Namespace: 'Amends/Team',
      MetricName: 'DetectToMailMs',
      Dimensions: [{ Name: 'service', Value: 'apology-mail' }],
      ExtendedStatistic: 'p95',
      Period: 3600,
    });
  });
});

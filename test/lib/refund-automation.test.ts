import { Duration, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { Alarm, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { FailureType, RefundProvider, type RefundAutomationProps } from '../../lib';
import { allRights, rightsOf, tellingOwners, tracing } from './rights';
import { sealSecretIn } from './seals';
import {
  account,
  partnerResponses,
  partUpdates,
  apology,
  arnOf,
  oneFailure,
  operatorApi,
  emailEvent,
  reconciliation,
  region,
  remedy,
  live,
  sender,
  resourceOf,
  resourcesOf,
  secretOf,
  sweep,
  TeamStack,
  webhook,
  withWebhook,
} from './synthesize';

/** A company that makes one failure type right: ten of them have their functions, rights and alarms ten times. */
const oneType = (stack: Stack) => ({ ...withWebhook(stack), failures: oneFailure });

const template = new TeamStack(oneType).template();
const keyRing = 'AmendsSealsMakeRole';
const roles = [
  remedy,
  apology,
  emailEvent,
  partnerResponses,
  `${sweep}Role`,
  partUpdates,
  webhook,
  operatorApi,
  `${reconciliation}Role`,
  keyRing,
];

test('a synthesis says that alarms name runbooks that nobody can open, until it is told where they are read', () => {
  const advice = (props: Partial<RefundAutomationProps>) =>
    Annotations.fromStack(new TeamStack((stack) => ({ ...oneType(stack), ...props }))).findInfo(
      '*',
      Match.stringLikeRegexp('docs/runbooks/.*Say with `runbooks`'),
    );
  expect(advice({})).toHaveLength(1);
  expect(advice({ runbooks: 'https://wiki.example.com/amends/' })).toEqual([]);
});

describe('who may do what', () => {
  const rights = allRights(template);

  test('nobody may delete what is in the ledger, nor the ledger', () => {
    const onTables = rights.flatMap(({ actions }) => actions).filter((action) => /^(dynamodb|\*)/i.test(action));
    expect([...new Set(onTables)].sort()).toEqual([
      'dynamodb:BatchGetItem',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:Query',
      'dynamodb:Scan',
      'dynamodb:UpdateItem',
    ]);
  });

  test('in place nothing is changed but the counters of budgets, by those who pay or let something be paid', () => {
    const updating = roles.filter((start) =>
      rightsOf(template, start).some(({ actions }) => actions.includes('dynamodb:UpdateItem')),
    );
    expect(updating).toEqual([remedy, partnerResponses, `${sweep}Role`, partUpdates, operatorApi]);
  });

  test('nothing is allowed by a wildcard but to write traces, and to write to whomever from the one address', () => {
    const anybody = rights.filter(
      ({ actions, resources }) => actions.includes('ses:SendRawEmail') && /\*/.test(String(resources)),
    );
    expect(anybody.map(({ condition }) => condition)).toEqual([{ StringEquals: { 'ses:FromAddress': sender.email } }]);
    // What operators asked for has a place of its own in the audit trail, one object each.
    const requests = rights.filter(({ resources }) => JSON.stringify(resources).endsWith('"/requests/*"]]}]'));
    expect(requests.map(({ actions }) => actions)).toEqual([['s3:GetObject', 's3:PutObject']]);
    const others = rights.filter((right) => !anybody.includes(right) && !requests.includes(right));
    const wild = others.filter((right) => JSON.stringify([right.actions, right.resources]).includes('*'));
    expect(wild).toEqual([tracing]);
  });

  test('only functions that call the provider or receive its webhook events read its secrets', () => {
    const reading = roles.filter((start) =>
      rightsOf(template, start).some(
        ({ actions, resources }) =>
          actions.includes('secretsmanager:GetSecretValue') && JSON.stringify(resources).includes(':secret:team/'),
      ),
    );
    expect(reading).toEqual([remedy, `${sweep}Role`, webhook, `${reconciliation}Role`]);
  });

  test('only functions that commit, record verdicts or add a part read the keys of the seals, and none that all can reach', () => {
    const secret = JSON.stringify(sealSecretIn(template));
    const using = (action: string) =>
      roles.filter((start) =>
        rightsOf(template, start).some(
          ({ actions, resources }) => actions.includes(action) && JSON.stringify(resources).includes(secret),
        ),
      );
    expect(using('secretsmanager:GetSecretValue')).toEqual([remedy, `${sweep}Role`, operatorApi, keyRing]);
    expect(using('secretsmanager:PutSecretValue')).toEqual([keyRing]);
  });

  test('a function that pays cannot send emails, and one that sends emails cannot pay', () => {
    const mayDo = (start: string) => rightsOf(template, start).flatMap(({ actions }) => actions);
    expect(mayDo(remedy).filter((action) => action.startsWith('ses:'))).toEqual([]);
    expect(mayDo(apology).filter((action) => /^(secretsmanager|kms):/.test(action))).toEqual([]);
    // It says which mails did not arrive, and can say nothing else.
    const published = rightsOf(template, apology).filter(({ actions }) => actions.includes('events:PutEvents'));
    expect(published).toEqual([tellingOwners(arnOf(resourceOf(template, 'AWS::Events::EventBus').id))]);
  });

  test('every function has a role of its own', () => {
    const assumed = Object.values(resourcesOf(template, 'AWS::Lambda::Function')).map(({ Properties }) =>
      JSON.stringify(Properties['Role']),
    );
    expect(assumed).toHaveLength(roles.length);
    expect(new Set(assumed).size).toBe(roles.length);
  });
});

describe('what is given is used', () => {
  const team = new TeamStack((scope) => ({
    eventBus: EventBus.fromEventBusName(scope, 'Shared', 'shared'),
    table: Table.fromTableName(scope, 'Existing', 'refunds'),
    alarmTopic: Topic.fromTopicArn(scope, 'Calls', `arn:aws:sns:${region}:${account}:calls`),
    failures: [FailureType.of(videoPlaybackFailed, { source: 'com.films.player' })],
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
    for (const start of ['AmendsVideo', 'AmendsApologyMailRule']) {
      expect(resourceOf(given, 'AWS::Events::Rule', start).Properties['EventBusName']).toBe('shared');
    }
    expect(resourceOf(given, 'AWS::Events::Rule', 'AmendsVideo').Properties['EventPattern']).toEqual({
      ...live,
      source: ['com.films.player'],
      'detail-type': ['VideoPlaybackFailed'],
    });
  });

  test('alarms go to the topic, and logs are kept as long as configured', () => {
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
    provider: RefundProvider.stripe({
      apiKey: new Secret(scope, 'Stripe', { encryptionKey: new Key(scope, 'Key') }),
      readKey: secretOf(scope, 'team/stripe-read'),
    }),
  })).template();
  const decrypts = (start: string) => rightsOf(secret, start).some(({ actions }) => actions.includes('kms:Decrypt'));
  expect(decrypts(remedy)).toBe(true);
  expect(decrypts(apology)).toBe(false);
});

describe('what cannot be is refused at synthesis', () => {
  test('limits, naming each problem', () => {
    const limits = { perRemedy: { XAU: 5 }, perCustomer: { windowDays: 0 }, holdHours: 1.5 };
    const synthesize = () => new TeamStack(() => ({ limits }));
    expect(synthesize).toThrow(/perRemedy\.XAU: .*ISO 4217/);
    expect(synthesize).toThrow(/perCustomer\.windowDays: must be more than 0/);
    expect(synthesize).toThrow(/holdHours: must be a whole number/);
  });

  test.each(['http://payments.example.com', 'payments.example.com', 'ftp://127.0.0.1'])(
    'the refund endpoint %s',
    (url) => {
      const secret = Secret.fromSecretNameV2(new Stack(), 'Secret', 'team/endpoint');
      expect(() => RefundProvider.endpoint({ url, secret })).toThrow(/https/);
    },
  );
});

describe('detailed alarms', () => {
  const detailed = new TeamStack((stack) => ({ ...oneType(stack), alarms: 'detailed' })).template();
  const alarms = Object.entries(resourcesOf(detailed, 'AWS::CloudWatch::Alarm'));
  const topic = resourceOf(detailed, 'AWS::SNS::Topic');
  // The longer beginning first.
  const parts = [
    'AmendsVideoPlaybackFailed',
    'AmendsApologyMailEmailEvents',
    'AmendsApologyMail',
    'AmendsPartnerResponses',
    'AmendsSweep',
    'AmendsWebhook',
    'AmendsOperatorApi',
    'AmendsReconciliation',
  ];
  const queueName = (start: string) => ({
    'Fn::GetAtt': [resourceOf(detailed, 'AWS::SQS::Queue', start).id, 'QueueName'],
  });

  test.each(alarms)(
    '%s says what it means, what to do and who owns it, and goes to the topic',
    (id, { Properties }) => {
      expect(Properties['AlarmDescription']).toMatch(
        /^For customers: \S.+\nDo first: \S.+\nRunbook: docs\/runbooks\/\S+\nOwner: (marketing|contact|operations|finance)/,
      );
      expect(Properties['AlarmActions']).toEqual([{ Ref: topic.id }]);
      // Missing data means something only where something has to run all the time.
      expect(Properties['TreatMissingData']).toBe(id.includes('Stopped') ? 'missing' : 'notBreaching');
    },
  );

  test('cover everything that leaves a customer waiting', () => {
    const watched = alarms.map(([id, { Properties }]) => {
      const part = parts.find((start) => id.startsWith(start));
      return `${part ?? id} ${String(Properties['MetricName'])}`;
    });
    const ofEvents = [
      'ApproximateNumberOfMessagesVisible',
      'ApproximateAgeOfOldestMessage',
      // The errors are computed, see below.
      'undefined',
      'Throttles',
      'AsyncEventAge',
    ];
    const expected = {
      AmendsVideoPlaybackFailed: [
        ...ofEvents,
        'RemedyNeedsAttention',
        'LimitHalfUsed',
        'LimitReached',
        'RemedyUnknown',
        'RemedyDeclined',
      ],
      AmendsApologyMailEmailEvents: ofEvents,
      AmendsApologyMail: [
        ...ofEvents,
        'ApologyUnknown',
        'DetectToMailMs',
        // The shares of mails that did not arrive, and of which nothing is heard, are computed.
        'undefined',
        'undefined',
        'Reputation.BounceRate',
        'Reputation.ComplaintRate',
      ],
      AmendsPartnerResponses: [...ofEvents, 'RemedyNeedsAttention', 'UpdateContradicted'],
      AmendsSweep: [
        'SweepRun',
        'NumberOfMessagesSent',
        'HoldEscalated',
        'BreakerOpen',
        'HoldOverdue',
        'RemedyNeedsAttention',
        'OwedSoon',
        'OwedOverdue',
        'PartOverdue',
        'Unreturned',
      ],
      AmendsWebhook: [
        ...ofEvents,
        // Of what was received and waits.
        'ApproximateAgeOfOldestMessage',
        'Url5xxCount',
        'WebhookRefused',
        'WebhookMismatched',
        'RemedyNeedsAttention',
        'UpdateContradicted',
      ],
      AmendsForeignWrite9513A71D: ['ForeignWrite'],
      AmendsReportContradicted73FE38E7: ['ReportContradicted'],
      AmendsOperatorApi: ['Url5xxCount'],
      AmendsReconciliation: ['ReconcileFindings', 'ReconcileRun', 'NumberOfMessagesSent'],
    };
    expect([...watched].sort()).toEqual(
      Object.entries(expected)
        .flatMap(([part, metrics]) => metrics.map((metric) => `${part} ${metric}`))
        .sort(),
    );
  });

  test('an event in the dead-letter queue fires an alarm at once, one in the retry queue after an hour', () => {
    const of = (id: string) => resourceOf(detailed, 'AWS::CloudWatch::Alarm', id).Properties;
    expect(of('AmendsVideoPlaybackFailedAlarmsDeadLetterQueue')).toMatchObject({
      Dimensions: [{ Name: 'QueueName', Value: queueName(`${remedy}DeadLetterQueue`) }],
      Threshold: 0,
      EvaluationPeriods: 1,
      Period: 60,
    });
    expect(of('AmendsVideoPlaybackFailedAlarmsRetryQueueAge')).toMatchObject({
      Dimensions: [{ Name: 'QueueName', Value: queueName(`${remedy}RetryQueue`) }],
      Threshold: 3600,
    });
  });

  test.each(['AmendsVideoPlaybackFailedAlarmsErrors', 'AmendsApologyMailAlarmsErrors'])(
    '%s does not count deliveries that only have to be repeated',
    (start) => {
      const { Metrics } = resourceOf(detailed, 'AWS::CloudWatch::Alarm', start).Properties;
      expect(Metrics).toEqual([
        expect.objectContaining({ Expression: 'errors - FILL(redelivered, 0)' }),
        expect.objectContaining({ Id: 'errors', ReturnData: false }),
        expect.objectContaining({ Id: 'redelivered', ReturnData: false }),
      ]);
    },
  );

  test('the owner is the one of the failure type', () => {
    const unknown = resourceOf(detailed, 'AWS::CloudWatch::Alarm', 'AmendsVideoPlaybackFailedUnknown');
    expect(unknown.Properties['AlarmDescription']).toMatch(/Owner: marketing$/);
  });

  test('CloudWatch may use the topic for alarms of this account, and the key that encrypts it', () => {
    const allows = (more: object) => ({
      Statement: expect.arrayContaining([
        expect.objectContaining({ Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, ...more }),
      ]),
    });
    const key = resourceOf(detailed, 'AWS::KMS::Key');
    expect(topic.Properties['KmsMasterKeyId']).toEqual(arnOf(key.id));
    expect(resourceOf(detailed, 'AWS::SNS::TopicPolicy').Properties['PolicyDocument']).toMatchObject(
      allows({ Action: 'sns:Publish', Condition: { StringEquals: { 'aws:SourceAccount': account } } }),
    );
    expect(key.Properties['KeyPolicy']).toMatchObject(allows({ Action: ['kms:Decrypt', 'kms:GenerateDataKey*'] }));
  });
});

describe('metrics', () => {
  // An alarm watches ten metrics at most, so this company makes one failure type right.
  const team = new TeamStack(oneType);
  const { automation } = team;
  const options = { period: Duration.hours(1) };
  const alarm = (
    id: string,
    metric: ReturnType<typeof automation.metricRetryQueue | typeof automation.metricDetectToMail>,
  ) => new Alarm(team, id, { metric, threshold: 1, evaluationPeriods: 1 });
  alarm('Paid', automation.metricRemediesIssued(options));
  alarm('Held', automation.metricRemediesHeld(options));
  alarm('Declined', automation.metricRemediesDeclined(options));
  alarm('Unknown', automation.metricRemediesUnknown(options));
  alarm('LateFailed', automation.metricRemediesLateFailed(options));
  alarm('Manual', automation.metricRemediesNeedingAttention(options));
  alarm('RetryQueue', automation.metricRetryQueue());
  alarm('DeadLetterQueue', automation.metricDeadLetterQueue());
  alarm('Mail', automation.metricDetectToMail(options));
  const withAlarms = team.template();
  const metricsOf = (id: string) => resourceOf(withAlarms, 'AWS::CloudWatch::Alarm', id).Properties;

  test.each([
    ['Paid', 'RemedyIssued'],
    ['Held', 'RemedyHeld'],
    ['Declined', 'RemedyDeclined'],
    ['Unknown', 'RemedyUnknown'],
    ['LateFailed', 'RemedyLateFailed'],
    ['Manual', 'RemedyNeedsAttention'],
  ])('%s sums the metrics of all functions that move remedies on', (id, metricName) => {
    const services = ['video-playback-failed', 'sweep', 'partner-responses', 'provider-updates'];
    const metrics = metricsOf(id)['Metrics'] as readonly { readonly Id: string }[];
    const [, ...ids] = metrics.map(({ Id }) => Id);
    expect(metrics).toEqual([
      expect.objectContaining({ Expression: `SUM([${ids.join(', ')}])`, ReturnData: true }),
      ...services.map((service, index) => ({
        Id: ids[index],
        ReturnData: false,
        MetricStat: {
          Metric: {
            Namespace: 'Amends/Team',
            MetricName: metricName,
            Dimensions: [{ Name: 'service', Value: service }],
          },
          Period: 3600,
          Stat: 'Sum',
        },
      })),
    ]);
  });

  test.each(['RetryQueue', 'DeadLetterQueue'])(
    '%s counts failures, apologies, email events, responses of partners and updates of the provider',
    (id) => {
      const text = JSON.stringify(metricsOf(id)['Metrics']);
      const starts = [remedy, apology, emailEvent, partnerResponses, partUpdates].map((start) => start + id);
      expect(metricsOf(id)['Metrics']).toHaveLength(1 + starts.length);
      for (const start of starts) expect(text).toContain(start);
    },
  );

  test('all totals stand in one graph, and none counts what another one does', () => {
    const totals: IMetric[] = [
      automation.metricRemediesIssued(options),
      automation.metricRemediesHeld(options),
      automation.metricRemediesDeclined(options),
      automation.metricRemediesUnknown(options),
      automation.metricRemediesLateFailed(options),
      automation.metricRemediesNeedingAttention(options),
      automation.metricRetryQueue(),
      automation.metricDeadLetterQueue(),
    ];
    const [graph] = team.resolve(new GraphWidget({ left: totals }).toJson()) as [
      { readonly properties: { readonly metrics: readonly unknown[][] } },
    ];
    const rows = graph.properties.metrics.map((row) => row.at(-1) as { readonly id?: string; expression?: string });
    const summed = rows.flatMap(({ expression = '' }) => /^SUM\(\[(.*)\]\)$/.exec(expression)?.[1]?.split(', ') ?? []);
    const counted = rows.flatMap(({ id, expression }) => (expression === undefined && id !== undefined ? [id] : []));
    expect(rows.filter(({ expression }) => expression !== undefined)).toHaveLength(totals.length);
    expect(summed).toHaveLength(6 * 4 + 2 * 5);
    expect([...summed].sort()).toEqual([...new Set(counted)].sort());
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

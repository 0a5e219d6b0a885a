import { Match } from 'aws-cdk-lib/assertions';
import type { RefundAutomationProps } from '../../../lib';
import { right, rightsOf } from '../rights';
import { apology, arnOf, remedy, resourceOf, resourcesOf, TeamStack } from '../synthesize';

function teamWith(props: Partial<RefundAutomationProps>): TeamStack {
  return new TeamStack(() => props);
}

const template = teamWith({ delivery: { VideoPlaybackFailed: 'queued', Apologies: 'queued' } }).template();

describe.each([
  ['failures', 'AmendsVideoPlaybackFailed', remedy],
  ['apologies', 'AmendsApologyMail', apology],
])('queued %s', (_, start, worker) => {
  const queue = resourceOf(template, 'AWS::SQS::Queue', `${start}RuleQueue`);
  const rule = resourceOf(template, 'AWS::Events::Rule', `${start}Rule`);
  const lambda = resourceOf(template, 'AWS::Lambda::Function', worker);
  const undelivered = resourceOf(template, 'AWS::SQS::Queue', `${worker}Undelivered`);

  test('are laid into the queue by the rule, for a day if need be, and then down for the sweep', () => {
    expect(rule.Properties['Targets']).toEqual([
      {
        Id: expect.any(String),
        Arn: arnOf(queue.id),
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: arnOf(undelivered.id) },
      },
    ]);
  });

  test('are kept for two weeks, encrypted, also when the stack goes', () => {
    expect(queue).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true },
    });
  });

  test('are hidden for six times as long as the function runs, and after five times left to the sweep', () => {
    expect(lambda.Properties['Timeout']).toBe(30);
    expect(queue.Properties).toMatchObject({
      VisibilityTimeout: 180,
      RedrivePolicy: { deadLetterTargetArn: arnOf(undelivered.id), maxReceiveCount: 5 },
    });
  });

  test('are worked on in batches, by two functions at once, of which each record fails alone', () => {
    const mapping = resourceOf(template, 'AWS::Lambda::EventSourceMapping', start);
    expect(mapping.Properties).toEqual({
      EventSourceArn: arnOf(queue.id),
      FunctionName: { Ref: lambda.id },
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  test('come from the rule and from nobody else', () => {
    const { Statement } = resourceOf(template, 'AWS::SQS::QueuePolicy', `${start}RuleQueue`).Properties[
      'PolicyDocument'
    ] as { Statement: { Effect: string }[] };
    const ours = { Resource: arnOf(queue.id) };
    expect(Statement).toEqual([
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      expect.objectContaining({
        ...ours,
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: expect.arrayContaining(['sqs:SendMessage']),
        Condition: { ArnEquals: { 'aws:SourceArn': arnOf(rule.id) } },
      }),
      {
        ...ours,
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:SendMessage',
        Condition: { ArnNotEquals: { 'aws:SourceArn': arnOf(rule.id) } },
      },
    ]);
  });

  test('may be taken by their function, which gets no other right with it', () => {
    const taking = ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
    const onQueues = rightsOf(template, worker).filter(({ actions }) =>
      actions.some((action) => action.startsWith('sqs:')),
    );
    expect(onQueues).toEqual([right(['sqs:SendMessage'], arnOf(undelivered.id)), right(taking, arnOf(queue.id))]);
  });

  test('cannot start the function from the bus any more, but the sweep still can, and it keeps what it gives up on', () => {
    const permissions = Object.values(resourcesOf(template, 'AWS::Lambda::Permission')).filter(
      ({ Properties }) => JSON.stringify(Properties['FunctionName']) === JSON.stringify(arnOf(lambda.id)),
    );
    expect(permissions).toEqual([]);
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: lambda.id },
      DestinationConfig: { OnFailure: { Destination: arnOf(undelivered.id) } },
    });
  });

  test('that have waited longer than all tries take call somebody', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue.id, 'QueueName'] } }],
      Threshold: 5 * 180,
      EvaluationPeriods: 2,
      AlarmDescription: Match.stringLikeRegexp('more than 15 minutes[^]*runbook'),
    });
  });

  test('that fail one by one are errors too', () => {
    const alarms = Object.entries(resourcesOf(template, 'AWS::CloudWatch::Alarm'));
    const [[, errors] = []] = alarms.filter(([id]) => id.startsWith(`${start}AlarmsErrors`));
    expect(errors?.Properties['Metrics']).toContainEqual(
      expect.objectContaining({ Expression: 'errors - FILL(comesAgain, 0) + FILL(records, 0)' }),
    );
  });
});

test('nothing is queued that nobody asked for', () => {
  const direct = teamWith({ delivery: { VideoPlaybackFailed: 'direct' } }).template();
  expect(resourcesOf(direct, 'AWS::Lambda::EventSourceMapping')).toEqual({});
});

test('the rule stays the same one, so that a deployment can turn from the one to the other', () => {
  const idOf = (delivery: 'direct' | 'queued') =>
    resourceOf(teamWith({ delivery: { VideoPlaybackFailed: delivery } }).template(), 'AWS::Events::Rule', 'AmendsVideo')
      .id;
  expect(idOf('queued')).toBe(idOf('direct'));
});

test('as many functions take from it as was said', () => {
  const wide = teamWith({ delivery: { VideoPlaybackFailed: 'queued' }, queuedConcurrency: 7, reservedConcurrency: 7 });
  expect(resourceOf(wide.template(), 'AWS::Lambda::EventSourceMapping').Properties['ScalingConfig']).toEqual({
    MaximumConcurrency: 7,
  });
});

describe('is refused at synthesis', () => {
  test('the delivery of a failure type that is not there, with those that are', () => {
    expect(() => teamWith({ delivery: { VideoPlaybackFaled: 'queued' } })).toThrow(
      /"VideoPlaybackFaled".*VideoPlaybackFailed.*Apologies/,
    );
  });

  test('a way of delivery that is not there', () => {
    const delivery = { VideoPlaybackFailed: 'quick' } as unknown as RefundAutomationProps['delivery'];
    expect(() => teamWith({ delivery })).toThrow(/VideoPlaybackFailed is 'direct' or 'queued', not 'quick'/);
  });

  test.each([0, 1, 2.5, 1001, NaN])('a concurrency of %p', (queuedConcurrency) => {
    expect(() => teamWith({ queuedConcurrency })).toThrow(/whole number from 2 to 1000/);
  });

  test('a queue that is read by more than the function may run', () => {
    const delivery = { VideoPlaybackFailed: 'queued' } as const;
    expect(() => teamWith({ delivery, queuedConcurrency: 6, reservedConcurrency: 5 })).toThrow(/6 runs.*is 5/);
  });
});

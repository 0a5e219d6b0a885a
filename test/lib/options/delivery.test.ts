import { Match } from 'aws-cdk-lib/assertions';
import { videoPlaybackFailed } from '../../../lambdas/failures/video-playback-failed/video-playback-failed';
import { Delivery, FailureType, type FailureTypeOptions, type RefundAutomationProps } from '../../../lib';
import { right, rightsOf } from '../rights';
import { apology, arnOf, remedy, resourceOf, resourcesOf, TeamStack } from '../synthesize';

function teamWith(options?: Pick<FailureTypeOptions, 'delivery'>, props?: Partial<RefundAutomationProps>): TeamStack {
  return new TeamStack(() => ({ failures: [FailureType.of(videoPlaybackFailed, options)], ...props }));
}

const delivery = Delivery.queued();
const template = teamWith({ delivery }, { apologies: { delivery }, alarms: 'detailed' }).template();

describe.each([
  ['failures', 'AmendsVideoPlaybackFailed', remedy, ['Rule']],
  ['apologies', 'AmendsApologyMail', apology, ['Rule', 'WaitingRule']],
])('queued %s', (_, start, worker, rules) => {
  const queue = resourceOf(template, 'AWS::SQS::Queue', `${start}RuleQueue`);
  const rule = resourceOf(template, 'AWS::Events::Rule', `${start}Rule`);
  const lambda = resourceOf(template, 'AWS::Lambda::Function', worker);
  const retryQueue = resourceOf(template, 'AWS::SQS::Queue', `${worker}RetryQueue`);

  test('are sent to the queue by the rule, which retries for a day and then sends them to the retry queue', () => {
    expect(rule.Properties['Targets']).toEqual([
      {
        Id: expect.any(String),
        Arn: arnOf(queue.id),
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
        DeadLetterConfig: { Arn: arnOf(retryQueue.id) },
      },
    ]);
  });

  test('are kept for two weeks, encrypted, also when the stack goes', () => {
    expect(queue).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: { MessageRetentionPeriod: 1_209_600, SqsManagedSseEnabled: true },
    });
  });

  test('are hidden for longer than the function runs, and move to the retry queue after five times', () => {
    expect(lambda.Properties['Timeout']).toBe(180);
    expect(queue.Properties).toMatchObject({
      VisibilityTimeout: 360,
      RedrivePolicy: { deadLetterTargetArn: arnOf(retryQueue.id), maxReceiveCount: 5 },
    });
  });

  test('are handled at once, by two invocations that take more by themselves, and each record fails alone', () => {
    expect(lambda.Properties['MemorySize']).toBe(1_024);
    const { Variables } = lambda.Properties['Environment'] as { readonly Variables: Record<string, unknown> };
    expect(Variables['QUEUE_URL']).toEqual({ Ref: queue.id });

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

  test('come from the rules that send them and from nobody else', () => {
    const { Statement } = resourceOf(template, 'AWS::SQS::QueuePolicy', `${start}RuleQueue`).Properties[
      'PolicyDocument'
    ] as { Statement: { Effect: string }[] };
    const ours = { Resource: arnOf(queue.id) };
    const sources = rules.map((id) => arnOf(resourceOf(template, 'AWS::Events::Rule', start + id).id));
    const [first, ...others] = sources.map((source): unknown =>
      expect.objectContaining({
        ...ours,
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: expect.arrayContaining(['sqs:SendMessage']),
        Condition: { ArnEquals: { 'aws:SourceArn': source } },
      }),
    );
    expect(Statement).toEqual([
      expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
      first,
      {
        ...ours,
        Effect: 'Deny',
        Principal: '*',
        Action: 'sqs:SendMessage',
        Condition: { ArnNotEquals: { 'aws:SourceArn': others.length === 0 ? sources[0] : sources } },
      },
      ...others,
    ]);
  });

  test('may be consumed by their function, which gets no other right with it', () => {
    const taking = ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
    const onQueues = rightsOf(template, worker).filter(({ actions }) =>
      actions.some((action) => action.startsWith('sqs:')),
    );
    expect(onQueues).toEqual([right(['sqs:SendMessage'], arnOf(retryQueue.id)), right(taking, arnOf(queue.id))]);
  });

  test('do not reach the function from the bus any more, but the sweep still invokes it, and failed events go to the retry queue', () => {
    const permissions = Object.values(resourcesOf(template, 'AWS::Lambda::Permission')).filter(
      ({ Properties }) => JSON.stringify(Properties['FunctionName']) === JSON.stringify(arnOf(lambda.id)),
    );
    expect(permissions).toEqual([]);
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      FunctionName: { Ref: lambda.id },
      DestinationConfig: { OnFailure: { Destination: arnOf(retryQueue.id) } },
    });
  });

  test('that have waited longer than all attempts take have an alarm', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue.id, 'QueueName'] } }],
      Threshold: 5 * 360,
      EvaluationPeriods: 2,
      AlarmDescription: Match.stringLikeRegexp('more than 30 minutes[^]*runbook'),
    });
  });

  test('that fail one by one are errors too', () => {
    const alarms = Object.entries(resourcesOf(template, 'AWS::CloudWatch::Alarm'));
    const [[, errors] = []] = alarms.filter(([id]) => id.startsWith(`${start}AlarmsErrors`));
    expect(errors?.Properties['Metrics']).toContainEqual(
      expect.objectContaining({ Expression: 'errors - FILL(redelivered, 0) + FILL(failedRecords, 0)' }),
    );
  });
});

test('delivery is direct by default', () => {
  expect(resourcesOf(teamWith().template(), 'AWS::Lambda::EventSourceMapping')).toEqual({});
});

test('the rule stays the same one, so that a deployment can change between direct and queued', () => {
  const idOf = (delivery: Delivery) =>
    resourceOf(teamWith({ delivery }).template(), 'AWS::Events::Rule', 'AmendsVideo').id;
  expect(idOf(Delivery.queued())).toBe(idOf(Delivery.direct()));
});

test('as many invocations read from the queue as the option says', () => {
  const wide = teamWith({ delivery: Delivery.queued({ concurrency: 7 }) }, { reservedConcurrency: 7 });
  expect(resourceOf(wide.template(), 'AWS::Lambda::EventSourceMapping').Properties['ScalingConfig']).toEqual({
    MaximumConcurrency: 7,
  });
});

describe('is refused at synthesis', () => {
  test.each([0, 1, 2.5, 1001, NaN])('a concurrency of %p', (concurrency) => {
    expect(() => Delivery.queued({ concurrency })).toThrow(/whole number from 2 to 1000/);
  });

  test('a queue with more readers than the function may run', () => {
    const delivery = Delivery.queued({ concurrency: 6 });
    expect(() => teamWith({ delivery }, { reservedConcurrency: 5 })).toThrow(/concurrency of 6.*is 5/);
  });
});

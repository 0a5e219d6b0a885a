import { Duration, RemovalPolicy, Stack, Token, Validations } from 'aws-cdk-lib';
import { Archive, Rule, type EventPattern, type IEventBus } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { syntheticSource } from '../../lambdas/outcomes/synthetic';
import { patternedBy, replayName } from './live-rule';
import { rehearsalOutputs, rehearsalPrefix } from './rehearsal-name';
import { archivedDays, type RehearsalOptions } from './rehearsal-options';

export interface RehearsalProps extends RehearsalOptions {
  readonly eventBus: IEventBus;
  /** The failure types, each with the sources that publish it. */
  readonly failures: readonly { readonly type: string; readonly sources: readonly string[] }[];
}

/**
 * Failures as they were published in the last days, and a way from there to a person who tries other rules on them. A
 * replay for a rehearsal reaches one rule alone, whose only target is a queue that the command empties.
 */
export class Rehearsal extends Construct {
  /** Where the option asks for it. */
  static ifWanted(
    scope: Construct & { readonly eventBus: IEventBus },
    { rehearsal }: { readonly rehearsal?: RehearsalOptions | undefined },
    failures: RehearsalProps['failures'],
  ): Rehearsal | undefined {
    const { eventBus } = scope;
    return rehearsal && new Rehearsal(scope, 'Rehearsal', { ...rehearsal, eventBus, failures });
  }

  /** Where failures are kept. */
  readonly archive: Archive;
  /** The only rule of ours that takes what is replayed. */
  readonly rule: Rule;
  /** Where the command reads them. */
  readonly queue: Queue;
  /**
   * The right to rehearse, and with it to read the names and the addresses of the last days. It is attached to nobody:
   * whoever should have it is given it.
   */
  readonly policy: ManagedPolicy;

  constructor(scope: Construct, id: string, { eventBus, failures, ...options }: RehearsalProps) {
    super(scope, id);
    const eventPattern = patternOf(failures);
    this.archive = new Archive(this, 'Archive', {
      sourceEventBus: eventBus,
      description: 'Amends: failures of the last days, to rehearse with.',
      eventPattern,
      retention: Duration.days(archivedDays(options)),
    });
    this.queue = this.createQueue();
    this.rule = new Rule(this, 'Rule', {
      description: 'Amends: hands what is replayed for a rehearsal to whoever started it.',
      eventBus,
      eventPattern,
      targets: [new SqsQueue(this.queue)],
    });
    patternedBy(this.rule, { [replayName]: [{ prefix: rehearsalPrefix }] });
    Validations.of(this.rule).acknowledge({
      id: 'Serverless-EventBusDLQ',
      reason:
        'Its only target is a queue of the same stack. Whoever rehearses can do so again, and a second queue would keep names and ' +
        'addresses for nobody.',
    });
    this.policy = this.createPolicy(eventBus);
  }

  /** What a stack says of it, by the names of its outputs: `amends rehearse` finds it there. */
  get outputs(): readonly (readonly [name: string, value: string, description: string])[] {
    const { archive, rule, queue, policy } = this;
    return [
      [rehearsalOutputs.archive, archive.archiveName, 'Failures of the last days, to rehearse with.'],
      [rehearsalOutputs.rule, rule.ruleArn, 'The rule that takes what is replayed for a rehearsal.'],
      [rehearsalOutputs.queue, queue.queueUrl, 'Where the command reads what is replayed.'],
      ['RehearsalPolicyArn', policy.managedPolicyArn, 'Whoever has this policy may rehearse with the archive.'],
    ];
  }

  private createQueue(): Queue {
    const queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // The command deletes what it has read. What it leaves behind where it is stopped is gone by the evening.
      retentionPeriod: Duration.hours(6),
      visibilityTimeout: Duration.minutes(2),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const reason =
      'Nothing is done with its messages that could fail: a person reads them and deletes them. A dead-letter queue would keep ' +
      'names and addresses longer than anybody needs them.';
    Validations.of(queue).acknowledge(
      { id: 'AwsSolutions-SQS3', reason },
      { id: 'Serverless-SQSRedrivePolicy', reason },
    );
    return queue;
  }

  private createPolicy({ eventBusArn }: IEventBus): ManagedPolicy {
    const replays = Stack.of(this).formatArn({
      service: 'events',
      resource: 'replay',
      resourceName: `${rehearsalPrefix}*`,
    });
    const policy = new ManagedPolicy(this, 'Policy', {
      description: 'Amends: may replay failures of the last days for a rehearsal, and read them.',
      statements: [
        new PolicyStatement({ actions: ['events:DescribeArchive'], resources: [this.archive.archiveArn] }),
        new PolicyStatement({
          actions: ['events:StartReplay'],
          resources: [this.archive.archiveArn, eventBusArn, replays],
        }),
        new PolicyStatement({ actions: ['events:DescribeReplay', 'events:CancelReplay'], resources: [replays] }),
        new PolicyStatement({
          actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
          resources: [this.queue.queueArn],
        }),
        new PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: [Stack.of(this).stackId] }),
      ],
    });
    Validations.of(policy).acknowledge({
      id: `AwsSolutions-IAM5[Resource::${inFindings(Stack.of(this))}:replay/${rehearsalPrefix}*]`,
      reason:
        'Each rehearsal gives its replay a name of its own, which nobody knows beforehand. All of them begin so, and reach the one ' +
        'rule that hands events to the queue of rehearsals.',
    });
    return policy;
  }
}

/** Failures that people had. Synthetic ones are of nobody. */
function patternOf(failures: RehearsalProps['failures']): EventPattern {
  const sources = failures.flatMap(({ sources: of }) => of).filter((source) => source !== syntheticSource);
  return { source: [...new Set(sources)], detailType: failures.map(({ type }) => type) };
}

/** How findings write the begin of an ARN of EventBridge here. */
function inFindings({ partition, region, account }: Stack): string {
  const shown = (value: string, name: string): string => (Token.isUnresolved(value) ? `<AWS::${name}>` : value);
  return `arn:${shown(partition, 'Partition')}:events:${shown(region, 'Region')}:${shown(account, 'AccountId')}`;
}

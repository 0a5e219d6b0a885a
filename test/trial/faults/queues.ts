import { LambdaClient, ListEventSourceMappingsCommand } from '@aws-sdk/client-lambda';
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeploymentClientConfig } from '../deployment';

/** A queue in front of a function. */
export interface FrontQueue {
  readonly url: string;
  readonly arn: string;
}

/** What a queue holds. */
export interface Depth {
  readonly name: string;
  /** What waits to be received. */
  readonly waiting: number;
  /** What was received and not deleted: it is worked on, or failed and comes back. */
  readonly inHand: number;
}

/**
 * A message that was not taken comes back after this time, and not after the three minutes of the template. It is
 * longer than a function may run, and than the leases of what is written.
 */
const comesBackAfterSeconds = 50;

/** The queues of a deployment. */
export class DeployedQueues {
  private readonly sqs: SQSClient;
  private readonly lambda: LambdaClient;

  constructor(config: DeploymentClientConfig) {
    this.sqs = new SQSClient(config);
    this.lambda = new LambdaClient(config);
  }

  /** Those that a function reads from. */
  async front(): Promise<FrontQueue[]> {
    const { EventSourceMappings = [] } = await this.lambda.send(new ListEventSourceMappingsCommand({}));
    const arns = EventSourceMappings.flatMap(({ EventSourceArn }) => EventSourceArn ?? []);
    return Promise.all(
      arns.map(async (arn) => {
        const { QueueUrl } = await this.sqs.send(new GetQueueUrlCommand({ QueueName: nameIn(arn) }));
        if (QueueUrl === undefined) throw new Error(`The queue ${arn} has no URL.`);
        return { arn, url: QueueUrl };
      }),
    );
  }

  /** Has what failed come back sooner. */
  async hurry(queues: readonly FrontQueue[]): Promise<void> {
    const Attributes = { VisibilityTimeout: String(comesBackAfterSeconds) };
    for (const { url } of queues) await this.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }));
  }

  /** What is in all queues, or in those. */
  async depths(of?: readonly FrontQueue[]): Promise<Depth[]> {
    const urls = of?.map(({ url }) => url) ?? (await this.sqs.send(new ListQueuesCommand({}))).QueueUrls ?? [];
    return Promise.all(urls.map((url) => this.depth(url)));
  }

  stop(): void {
    this.sqs.destroy();
    this.lambda.destroy();
  }

  private async depth(QueueUrl: string): Promise<Depth> {
    const { Attributes = {} } = await this.sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }),
    );
    return {
      name: QueueUrl.split('/').at(-1) ?? QueueUrl,
      waiting:
        Number(Attributes['ApproximateNumberOfMessages']) + Number(Attributes['ApproximateNumberOfMessagesDelayed']),
      inHand: Number(Attributes['ApproximateNumberOfMessagesNotVisible']),
    };
  }
}

function nameIn(arn: string): string {
  return arn.split(':').at(-1) ?? arn;
}

import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import type { EventEnvelope } from '../../local/emulator/bus/put-events';
import type { Subscription } from '../../local/emulator/bus/subscription';
import type { DeploymentClientConfig } from './deployment';
import { matches } from '../../local/emulator/event-pattern/event-pattern';

const envelopeSchema = z.looseObject({ 'detail-type': z.string(), detail: z.record(z.string(), z.unknown()) });

/** All that Amends publishes, as another system of the company gets it: by a rule of its own, through its queue. */
export class DeployedBus {
  /** Every event in the order in which it came. */
  readonly received: z.infer<typeof envelopeSchema>[] = [];
  private readonly subscriptions: Subscription[] = [];
  private isStopped = false;
  private reading: Promise<void> | undefined;
  private readonly eventBridge: EventBridgeClient;
  private readonly queues: SQSClient;

  constructor(
    readonly url: string,
    private readonly busName: string,
    config: DeploymentClientConfig,
  ) {
    this.eventBridge = new EventBridgeClient(config);
    this.queues = new SQSClient(config);
  }

  async start(): Promise<void> {
    const name = 'company';
    const { QueueUrl } = await this.queues.send(new CreateQueueCommand({ QueueName: name }));
    const wanted = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
    const { Attributes } = await this.queues.send(wanted);
    const rule = { Name: name, EventBusName: this.busName };
    await this.eventBridge.send(
      new PutRuleCommand({ ...rule, EventPattern: JSON.stringify({ source: ['amends'] }), State: 'ENABLED' }),
    );
    const Targets = [{ Id: name, Arn: Attributes?.['QueueArn'] }];
    await this.eventBridge.send(new PutTargetsCommand({ Rule: name, EventBusName: this.busName, Targets }));
    this.reading = this.read(QueueUrl);
  }

  readonly subscribe = (subscription: Subscription): void => void this.subscriptions.push(subscription);

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.reading;
    this.eventBridge.destroy();
    this.queues.destroy();
  }

  private async read(QueueUrl: string | undefined): Promise<void> {
    while (!this.isStopped) {
      const request = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 });
      const { Messages = [] } = await this.queues.send(request);
      for (const { Body = '', ReceiptHandle } of Messages) {
        this.take(JSON.parse(Body));
        await this.queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
      if (Messages.length === 0) await pause(100);
    }
  }

  private take(body: unknown): void {
    const event = envelopeSchema.parse(body);
    this.received.push(event);
    const matching = this.subscriptions.filter(({ pattern }) => matches(pattern, event));
    for (const { take } of matching) void take(event as unknown as EventEnvelope);
  }
}

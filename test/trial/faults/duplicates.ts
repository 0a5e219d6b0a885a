import {
  DeleteRuleCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
} from '@aws-sdk/client-eventbridge';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { setTimeout as pause } from 'node:timers/promises';
import type { DeploymentClientConfig } from '../deployment';
import type { FrontQueue } from './queues';

/** A rule beside one of the deployment, and the queue that its events come to. */
interface Twin {
  readonly name: string;
  readonly from: string;
  readonly to: FrontQueue;
}

/** Sends every event that comes to a queue of the deployment to it once more: SQS delivers at least once. */
export class Duplicates {
  count = 0;
  private readonly eventBridge: EventBridgeClient;
  private readonly sqs: SQSClient;
  private twins: readonly Twin[] = [];
  private isOn = false;
  private ending: Promise<void> | undefined;

  constructor(
    private readonly busName: string,
    private readonly queues: readonly FrontQueue[],
    config: DeploymentClientConfig,
  ) {
    this.eventBridge = new EventBridgeClient(config);
    this.sqs = new SQSClient(config);
  }

  async start(): Promise<void> {
    this.twins = await this.makeTwins();
    this.isOn = true;
    this.ending = this.run();
  }

  async stop(): Promise<void> {
    this.isOn = false;
    await this.ending;
    for (const { name, from } of this.twins) {
      const rule = { EventBusName: this.busName };
      await this.eventBridge.send(new RemoveTargetsCommand({ ...rule, Rule: name, Ids: [name] }));
      await this.eventBridge.send(new DeleteRuleCommand({ ...rule, Name: name }));
      await this.sqs.send(new DeleteQueueCommand({ QueueUrl: from }));
    }
    this.eventBridge.destroy();
    this.sqs.destroy();
  }

  /** The same patterns as those of the rules that send to the queues. */
  private async makeTwins(): Promise<Twin[]> {
    const EventBusName = this.busName;
    const { Rules = [] } = await this.eventBridge.send(new ListRulesCommand({ EventBusName }));
    const twins: Twin[] = [];
    for (const { Name, EventPattern } of Rules) {
      const { Targets = [] } = await this.eventBridge.send(new ListTargetsByRuleCommand({ EventBusName, Rule: Name }));
      for (const to of this.queues.filter(({ arn }) => Targets.some(({ Arn }) => Arn === arn))) {
        const name = `twin-${twins.length}`;
        const { QueueUrl = '' } = await this.sqs.send(new CreateQueueCommand({ QueueName: name }));
        const wanted = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] });
        const { Attributes } = await this.sqs.send(wanted);
        await this.eventBridge.send(new PutRuleCommand({ EventBusName, Name: name, EventPattern, State: 'ENABLED' }));
        const twinTargets = [{ Id: name, Arn: Attributes?.['QueueArn'] }];
        await this.eventBridge.send(new PutTargetsCommand({ EventBusName, Rule: name, Targets: twinTargets }));
        twins.push({ name, from: QueueUrl, to });
      }
    }
    return twins;
  }

  private async run(): Promise<void> {
    while (this.isOn) {
      const sent = await Promise.all(this.twins.map((twin) => this.sendAgain(twin)));
      if (sent.every((count) => count === 0)) await pause(100);
    }
  }

  private async sendAgain({ from, to }: Twin): Promise<number> {
    const { Messages = [] } = await this.sqs.send(
      new ReceiveMessageCommand({ QueueUrl: from, MaxNumberOfMessages: 10 }),
    );
    for (const { Body, ReceiptHandle } of Messages) {
      await this.sqs.send(new SendMessageCommand({ QueueUrl: to.url, MessageBody: Body }));
      await this.sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
      this.count += 1;
    }
    return Messages.length;
  }
}

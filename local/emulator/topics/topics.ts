import { randomUUID } from 'node:crypto';
import { isAllowed } from '../iam/policy-evaluator';
import type { SystemTemplate } from '../template/template';

type TopicTemplate = Pick<SystemTemplate, 'account' | 'subscriptions' | 'topicStatements'>;

/** What runs functions with events, as Lambda does. */
export interface AsynchronousFunctions {
  invokeAsync(functionName: string, payload: string, cause: string | undefined): void;
}

/** A service published where the policy of the topic does not let it. */
export class TopicDenial extends Error {
  override readonly name = 'TopicDenial';
}

/** SNS: topics on which services of AWS publish, and the functions that are told. */
export class Topics {
  constructor(
    private readonly template: TopicTemplate,
    private readonly functions: AsynchronousFunctions,
  ) {}

  /** The topic that a function is told of. Undefined where it is told of none. */
  topicOf(functionName: string): string | undefined {
    return this.template.subscriptions.find((one) => one.functionName === functionName)?.topicArn;
  }

  /**
   * @param service as it names itself: `sms-voice.amazonaws.com`
   * @throws TopicDenial
   */
  publish(topicArn: string, service: string, Message: string, at: Date): void {
    const { account, subscriptions, topicStatements } = this.template;
    const request = {
      principalArn: service,
      action: 'sns:Publish',
      resourceArn: topicArn,
      context: { 'aws:SourceAccount': account, 'aws:SecureTransport': 'true' },
    };
    const itself = [{ Effect: 'Allow', Action: '*', Resource: '*' }];
    if (!isAllowed(request, { ofThePrincipal: itself, ofTheResource: topicStatements })) {
      throw new TopicDenial(`${service} is not authorized to perform sns:Publish on ${topicArn}`);
    }
    const Sns = {
      Type: 'Notification',
      MessageId: randomUUID(),
      TopicArn: topicArn,
      Message,
      Timestamp: at.toISOString(),
    };
    const payload = JSON.stringify({ Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', Sns }] });
    for (const { functionName } of subscriptions.filter((one) => one.topicArn === topicArn)) {
      this.functions.invokeAsync(functionName, payload, undefined);
    }
  }
}

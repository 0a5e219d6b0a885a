import { Token } from 'aws-cdk-lib';
import type { OpeningHours } from '../../lambdas/conversation/owners/opening-hours';
import type { QuietHours } from '../../lambdas/channels/rules/quiet-hours';
import { phoneSettingSchema } from '../../lambdas/phone/phone-setting';

/** A queue of an instance of Amazon Connect, whose agents call customers. */
export interface ConnectCallsOptions {
  /** The ARN of the instance: `arn:aws:connect:…:instance/…`. It is in the region of the stack. */
  readonly instanceArn: string;
  /** The id of the queue: agents of it take the tasks, and customers see its number. */
  readonly queueId: string;
  /**
   * The id of the flow through which tasks run.
   *
   * @default - one that is made, which puts them into the queue
   */
  readonly taskFlowId?: string | undefined;
  /**
   * The id of the flow through which a call runs once the customer has answered. The attribute `amendsAgent` is the ARN
   * of the agent who has accepted the task.
   *
   * @default - one that is made, which gives the call to that agent
   */
  readonly callFlowId?: string | undefined;
  /**
   * When agents are there, with days off. At other hours the next opening is promised.
   *
   * @default - always
   */
  readonly hours?: OpeningHours | undefined;
  /**
   * When nobody is called, by the customer's clock. `timeZone` is for customers whose zone nobody knows.
   *
   * @default from 20 until 9, in UTC where nobody knows the zone
   */
  readonly quietHours?: QuietHours | undefined;
  /**
   * Within how many seconds after an agent has accepted the task the customer is called: 15 to 600.
   *
   * @default 60
   */
  readonly withinSeconds?: number | undefined;
  /**
   * How many minutes after the next opening a call is promised that could not be made before: 5 to 480.
   *
   * @default 60
   */
  readonly afterOpeningMinutes?: number | undefined;
  /**
   * The address of the console, for the link in each task.
   *
   * @default - tasks have no link
   */
  readonly consoleUrl?: string | undefined;
}

/** What the constructs read of it. */
export interface ConnectCallsConfig extends ConnectCallsOptions {
  readonly quietHours: QuietHours;
  readonly withinSeconds: number;
  readonly afterOpeningMinutes: number;
}

const arnForm = /^arn:[\w-]+:connect:[\w-]+:\d{12}:instance\/[\w-]{1,100}$/;

/** @throws Error where the instance, an id, hours or a number is none, with what it should be */
export function checkedConnectCalls(options: ConnectCallsOptions): ConnectCallsConfig {
  const { instanceArn, queueId, taskFlowId, callFlowId, ...rest } = options;
  if (!Token.isUnresolved(instanceArn) && !arnForm.test(instanceArn)) {
    throw new Error(`"${instanceArn}" is not the ARN of an instance of Amazon Connect: arn:aws:connect:…:instance/…`);
  }
  const config = {
    quietHours: { from: 20, until: 9, timeZone: 'UTC' },
    withinSeconds: 60,
    afterOpeningMinutes: 60,
    ...withoutMissing(rest),
  };
  const ids = { instanceId: 'x', queueId, taskFlowId: taskFlowId ?? 'x', callFlowId: callFlowId ?? 'x' };
  const checked = phoneSettingSchema.safeParse({ ...ids, ...config });
  if (!checked.success) {
    const problems = checked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`Calls from Amazon Connect cannot be made like this. ${problems.join('; ')}`);
  }
  return { instanceArn, queueId, taskFlowId, callFlowId, ...config };
}

function withoutMissing<Options extends object>(options: Options): Options {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Options;
}

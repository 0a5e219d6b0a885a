import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { MessageChannelSettings } from '../../lambdas/channels/port/message-channels';
import { quietHoursSchema, type QuietHours } from '../../lambdas/channels/rules/quiet-hours';
import type { ChannelOptions } from './channel-options';

/** How a company begins messages by itself: to whoever a mail did not reach, and who allowed it. */
export interface BegunMessages {
  /**
   * What they may cost in one day, in US dollars, each counted with the most that one costs. Over it a person finds a
   * way, and an alarm says so. The day is that of UTC.
   *
   * @default 20
   */
  readonly dayBudgetUsd?: number | undefined;
  /**
   * When nobody is written to, by the customer's clock: messages wait until it is day. `timeZone` is for customers
   * whose zone nobody knows.
   *
   * @default from 21 until 8, in UTC where nobody knows the zone
   */
  readonly quietHours?: QuietHours | undefined;
}

/** Numbers of AWS End User Messaging SMS. */
export interface SmsChannelOptions extends ChannelOptions {
  /** The ARN of the number, or pool of numbers, that messages come from and customers answer to. */
  readonly origination: string;
  /** The ARN of its opt-out list. Whoever says STOP in any of our languages is put there. */
  readonly optOutList: string;
  /**
   * Whether messages are begun too.
   *
   * @default - the channel answers only
   */
  readonly begins?: BegunMessages | undefined;
}

/** A number of AWS End User Messaging Social. */
export interface WhatsAppChannelOptions extends ChannelOptions {
  /** The ARN of the number: `arn:aws:social-messaging:…:phone-number-id/…`. */
  readonly phoneNumber: string;
  /**
   * Meta's ids of our templates that it has approved, by the tags of their languages: `{ en: '8412…', de: '…' }`.
   *
   * @default - none: messages are begun within 24 hours after the customer wrote
   */
  readonly approvedTemplates?: Readonly<Record<string, string>> | undefined;
  /**
   * The version of Meta's API.
   *
   * @default 'v20.0'
   */
  readonly metaApiVersion?: string | undefined;
  /**
   * Whether messages are begun too.
   *
   * @default - the channel answers only
   */
  readonly begins?: BegunMessages | undefined;
}

/** A channel whose network is a service of AWS: it tells by a topic, and knows the functions by their roles. */
export interface CarriedByAws {
  /** Which service publishes on the topic. */
  readonly service: string;
  /** On the default bus: what became of messages. @default - the topic tells that too */
  readonly reports?: { readonly source: string; readonly detailType: string } | undefined;
  /** Who sends may do this. */
  readonly sending: () => PolicyStatement;
  /** Who hears may do this. @default - nothing there */
  readonly hearing?: (() => PolicyStatement) | undefined;
  /** As the function that writes to customers is told. @default - no messages are begun */
  readonly begins?: MessageChannelSettings | undefined;
}

/** What the function that writes to customers is told of a channel, and what it may do there. */
export type Beginning = Pick<CarriedByAws, 'sending' | 'begins'>;

/** How SMS of these numbers are carried. */
export function carriedAsSms(settings: { readonly origination: string; readonly optOutList: string }): CarriedByAws {
  const { origination, optOutList } = settings;
  return {
    service: 'sms-voice.amazonaws.com',
    reports: { source: 'aws.sms-voice', detailType: 'Text Message Delivery Status Updated' },
    sending: () => new PolicyStatement({ actions: ['sms-voice:SendTextMessage'], resources: [origination] }),
    hearing: () =>
      new PolicyStatement({
        actions: ['sms-voice:PutOptedOutNumber', 'sms-voice:DeleteOptedOutNumber'],
        resources: [optOutList],
      }),
  };
}

/** How messages of this number are carried. */
export function carriedByWhatsApp(phoneNumber: string): CarriedByAws {
  return {
    service: 'social-messaging.amazonaws.com',
    sending: () => new PolicyStatement({ actions: ['social-messaging:SendWhatsAppMessage'], resources: [phoneNumber] }),
  };
}

/** AWS's id of a number, as its API wants it, by its ARN. Undefined where it is the ARN of something else. */
export function phoneNumberIdOf(arn: string): string | undefined {
  const [, id] = /^arn:[\w-]+:social-messaging:[\w-]+:\d{12}:phone-number-id\/([\w-]{1,80})$/.exec(arn) ?? [];
  return id === undefined ? undefined : `phone-number-id-${id}`;
}

const micros = 1_000_000;

/** @throws RangeError where a budget is none, or an hour */
export function begunMessages(
  { dayBudgetUsd = 20, quietHours = { from: 21, until: 8, timeZone: 'UTC' } }: BegunMessages,
  channel: Pick<MessageChannelSettings, 'name' | 'settings' | 'secretName'>,
): MessageChannelSettings {
  const quiet = quietHoursSchema.safeParse(quietHours);
  if (!quiet.success) throw new RangeError('quiet hours are whole hours from 0 to 23, and an IANA time zone');
  const dayBudgetUsdMicros = Math.round(dayBudgetUsd * micros);
  if (!(dayBudgetUsdMicros > 0 && Number.isSafeInteger(dayBudgetUsdMicros))) {
    throw new RangeError(`${dayBudgetUsd} is no budget of a day in US dollars`);
  }
  return { ...channel, dayBudgetUsdMicros, quiet: quiet.data };
}

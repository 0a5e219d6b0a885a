import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { segmentsOf } from '../../../../lambdas/channels/rules/segments';
import { unguarded, type Guard } from '../../../emulator/iam/guard';
import { bodyOf } from '../../../emulator/server/aws-json';
import { serve, type LoopbackServer } from '../../../emulator/server/loopback-server';
import { checkedSend, SmsRefusal, type CheckedSend } from './sms-request';

export interface SmsOptions {
  /** The ARN of the number or pool that is written from. */
  readonly origination: string;
  /** The number that customers see and answer to. */
  readonly number: string;
  /** The ARN of its opt-out list. */
  readonly optOutList: string;
  readonly clock: () => Date;
  /** Asks IAM whether a function may do what it asks for. @default - everybody may */
  readonly guard?: Guard | undefined;
  /** Is told what is on the phones. */
  readonly onShown?: ((shown: Shown & { readonly messageId: string }) => void) | undefined;
}

/** A notification of the topic that the number was given, as Lambda gets it. */
export interface SnsNotification {
  readonly Records: readonly [
    { readonly EventSource: 'aws:sns'; readonly Sns: { readonly Message: string; readonly Timestamp: string } },
  ];
}

/** An event of AWS on the account's default bus. */
export interface DeliveryEvent {
  readonly source: 'aws.sms-voice';
  readonly 'detail-type': 'Text Message Delivery Status Updated';
  readonly time: string;
  readonly detail: object;
}

interface Shown {
  readonly to: string;
  readonly text: string;
}

/** What the API does with the next request. `lost`: it does what it is asked, and hangs up. */
export type SmsWeather = 'fine' | 'lost' | 'busy' | 'broken';

/** The keywords that AWS takes for a wish to hear nothing, unless a team looks after them itself. */
const awsKeywords = /^(?:arret|cancel|end|opt-?out|quit|remove|stop|td|unsubscribe)\b/i;

/** What a part costs in an emulated country, by the begin of its numbers, in USD. The others cost the last one. */
const prices: readonly (readonly [string, number])[] = [
  ['+1', 0.00581],
  ['+44', 0.0463],
  ['+49', 0.1126],
  ['+882', 1.9],
  ['', 0.09],
];

/** A number comes off the list once in so long. */
const onceInMs = 30 * 24 * 60 * 60 * 1_000;

/**
 * One two-way number on an emulated AWS End User Messaging SMS: phones that it writes to, a topic for what they answer,
 * its opt-out list, and the API with its own refusals. Written from AWS's public reference: SendTextMessage,
 * PutOptedOutNumber and DeleteOptedOutNumber of the API reference of SMS and Voice v2
 * (https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/), the payload of two-way SMS, required opt-out
 * keywords and events on EventBridge of the user guide (https://docs.aws.amazon.com/sms-voice/latest/userguide/).
 */
export class SmsNetwork {
  weather: SmsWeather = 'fine';
  /** Numbers that are not written to, with whether their owner said so. */
  readonly optedOut = new Map<string, { readonly byUser: boolean }>();
  private readonly takenOff = new Map<string, number>();
  private readonly sent = new Map<string, CheckedSend>();
  private server: LoopbackServer | undefined;

  private constructor(private readonly options: SmsOptions) {}

  static async start(options: SmsOptions): Promise<SmsNetwork> {
    const network = new SmsNetwork(options);
    const { guard = unguarded } = options;
    const listener: RequestListener = (request, response) => void network.answer(request, response);
    network.server = await serve(0, guard('sms-voice', listener));
    return network;
  }

  get url(): string {
    return this.server?.url ?? '';
  }

  stop(): Promise<void> {
    return this.server?.stop() ?? Promise.resolve();
  }

  /** Somebody writes to the number, as Lambda gets it from the topic. */
  message(from: string, text: string): SnsNotification {
    const Sns = { Message: this.written(from, text), Timestamp: this.options.clock().toISOString() };
    return { Records: [{ EventSource: 'aws:sns', Sns }] };
  }

  /** What is published on the topic then. AWS looks for its keywords before anybody else reads it. */
  written(from: string, text: string): string {
    if (awsKeywords.test(text.trim())) this.optedOut.set(from, { byUser: true });
    return JSON.stringify({
      originationNumber: from,
      destinationNumber: this.options.number,
      messageKeyword: `KEYWORD_${this.options.number.slice(1)}`,
      messageBody: text,
      inboundMessageId: randomUUID(),
      previousPublishedMessageId: randomUUID(),
    });
  }

  /** A carrier says what became of a message. */
  report(messageId: string, eventType: string, description = 'As the carrier says'): DeliveryEvent {
    const { to, text, context } = this.sent.get(messageId) ?? { to: '', text: '', context: undefined };
    const at = this.options.clock();
    return {
      source: 'aws.sms-voice',
      'detail-type': 'Text Message Delivery Status Updated',
      time: at.toISOString(),
      detail: {
        eventType,
        eventVersion: '1.0',
        eventTimestamp: at.getTime(),
        isFinal: true,
        originationPhoneNumber: this.options.number,
        destinationPhoneNumber: to,
        messageId,
        messageEncoding: segmentsOf(text).encoding === 'GSM-7' ? 'GSM' : 'Unicode',
        messageType: 'TRANSACTIONAL',
        messageStatus: eventType.replace(/^TEXT_/, ''),
        messageStatusDescription: description,
        totalMessageParts: segmentsOf(text).count,
        context,
      },
    };
  }

  /** What is on the phones. */
  get shown(): readonly Shown[] {
    return [...this.sent.values()].map(({ to, text }) => ({ to, text }));
  }

  /** AWS's ids of what was sent. */
  get messageIds(): readonly string[] {
    return [...this.sent.keys()];
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = (await bodyOf(request)).toString('utf8');
    const { weather } = this;
    if (weather === 'broken') return void response.writeHead(502).end('<html>');
    const { status, body } = this.resultOf(request, text);
    if (weather === 'lost') return void response.destroy();
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
  }

  private resultOf({ headers }: IncomingMessage, text: string): { readonly status: number; readonly body: object } {
    try {
      if (!/Credential=[^/]+\/\d{8}\/[\w-]+\/sms-voice\/aws4_request/.test(headers.authorization ?? '')) {
        throw new SmsRefusal('AccessDeniedException', 'INSUFFICIENT_ACCOUNT_REPUTATION');
      }
      if (this.weather === 'busy') throw new SmsRefusal('ThrottlingException');
      const input = JSON.parse(text) as Readonly<Record<string, unknown>>;
      return { status: 200, body: this.operate(String(headers['x-amz-target']).split('.')[1] ?? '', input) };
    } catch (error) {
      if (!(error instanceof SmsRefusal)) throw error;
      const { type, reason } = error;
      return { status: 400, body: { __type: type, Message: `${type} of ${text}`, Reason: reason } };
    }
  }

  private operate(operation: string, input: Readonly<Record<string, unknown>>): object {
    switch (operation) {
      case 'SendTextMessage':
        return this.send(checkedSend(input));
      case 'PutOptedOutNumber':
        return this.list(
          input,
          (number) => void this.optedOut.set(number, this.optedOut.get(number) ?? { byUser: false }),
        );
      case 'DeleteOptedOutNumber':
        return this.list(input, (number) => this.takeOff(number));
      default:
        throw new SmsRefusal('ValidationException', 'UNKNOWN_OPERATION');
    }
  }

  private send(message: CheckedSend): object {
    if (message.origination !== this.options.origination) {
      throw new SmsRefusal('ResourceNotFoundException', undefined);
    }
    if (this.optedOut.has(message.to)) throw new SmsRefusal('ConflictException', 'DESTINATION_PHONE_NUMBER_OPTED_OUT');
    const [, price = 0] = prices.find(([begin]) => message.to.startsWith(begin)) ?? [];
    if (message.maxPriceUsd !== undefined && price * segmentsOf(message.text).count > message.maxPriceUsd) {
      throw new SmsRefusal('ValidationException', 'PRICE_OVER_THRESHOLD');
    }
    const MessageId = randomUUID();
    this.sent.set(MessageId, message);
    this.options.onShown?.({ to: message.to, text: message.text, messageId: MessageId });
    return { MessageId };
  }

  private list(
    { OptOutListName: list, OptedOutNumber: number }: Readonly<Record<string, unknown>>,
    change: (number: string) => void,
  ): object {
    if (list !== this.options.optOutList) throw new SmsRefusal('ResourceNotFoundException');
    if (typeof number !== 'string' || !/^\+?[1-9][0-9]{1,18}$/.test(number)) {
      throw new SmsRefusal('ValidationException', 'INVALID_PARAMETER');
    }
    change(number);
    return { OptOutListArn: list, OptedOutNumber: number, OptedOutTimestamp: this.options.clock().getTime() / 1_000 };
  }

  private takeOff(number: string): void {
    if (!this.optedOut.has(number)) throw new SmsRefusal('ResourceNotFoundException');
    const [now, before] = [this.options.clock().getTime(), this.takenOff.get(number)];
    if (before !== undefined && now - before < onceInMs) {
      throw new SmsRefusal('ValidationException', 'PHONE_NUMBER_CANNOT_BE_OPTED_IN');
    }
    this.optedOut.delete(number);
    this.takenOff.set(number, now);
  }
}

import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { unguarded, type Guard } from '../../../emulator/iam/guard';
import { bodyOf } from '../../../emulator/server/aws-json';
import { serve, type LoopbackServer } from '../../../emulator/server/loopback-server';
import { checkedMessage, WhatsAppRefusal, type CheckedMessage } from './whatsapp-request';

export interface WhatsAppOptions {
  /** AWS's id of the number. */
  readonly phoneNumberId: string;
  /** The number that customers see. */
  readonly number: string;
  /** The approved templates: how many places the body of each has, by `name language`. */
  readonly templates: Readonly<Record<string, number>>;
  readonly clock: () => Date;
  /** Asks IAM whether a function may do what it asks for. @default - everybody may */
  readonly guard?: Guard | undefined;
  /** Is told what people see. */
  readonly onShown?: ((shown: Pick<CheckedMessage, 'to' | 'text' | 'template'>) => void) | undefined;
  /** Publishes on the topic what becomes of messages. @default - it is in `notifications` */
  readonly publish?: ((message: string) => void) | undefined;
}

/** A notification of the topic of the account, as Lambda gets it. */
export interface SnsNotification {
  readonly Records: readonly [
    { readonly EventSource: 'aws:sns'; readonly Sns: { readonly Message: string; readonly Timestamp: string } },
  ];
}

interface Shown {
  readonly to: string;
  /** Of a template: what stands at its places. */
  readonly text: string;
}

/** What the API does with the next request. `lost`: it does what it is asked, and hangs up. */
export type WhatsAppWeather = 'fine' | 'lost' | 'busy' | 'broken';

/** So long after somebody wrote a company may write what it likes. */
const windowMs = 24 * 60 * 60 * 1_000;

/**
 * One number on an emulated WhatsApp, behind an emulated AWS End User Messaging Social: people who write to it, a topic
 * for that and for what becomes of messages, and the API. As the real ones do, AWS takes a message first, and what Meta
 * refuses is told on the topic. Written from the public reference: SendWhatsAppMessage
 * (https://docs.aws.amazon.com/social-messaging/latest/APIReference/API_SendWhatsAppMessage.html), the format of events
 * (https://docs.aws.amazon.com/social-messaging/latest/userguide/managing-event-destination-dlrs.html), and Meta's
 * messages, payloads of webhooks and error codes (https://developers.facebook.com/docs/whatsapp/cloud-api).
 */
export class WhatsAppNetwork {
  weather: WhatsAppWeather = 'fine';
  /** What the topic tells of messages, in its order. */
  readonly notifications: SnsNotification[] = [];
  private readonly wroteAt = new Map<string, number>();
  private readonly stopped = new Set<string>();
  private readonly without = new Set<string>();
  private readonly paused = new Set<string>();
  private readonly delivered: Shown[] = [];
  private server: LoopbackServer | undefined;

  private constructor(private readonly options: WhatsAppOptions) {}

  static async start(options: WhatsAppOptions): Promise<WhatsAppNetwork> {
    const network = new WhatsAppNetwork(options);
    const { guard = unguarded } = options;
    const listener: RequestListener = (request, response) => void network.answer(request, response);
    network.server = await serve(0, guard('social-messaging', listener));
    return network;
  }

  get url(): string {
    return this.server?.url ?? '';
  }

  stop(): Promise<void> {
    return this.server?.stop() ?? Promise.resolve();
  }

  /** Somebody writes to the number, which opens its window. Numbers have no plus there. */
  message(from: string, text: string, name = 'Aylin D.'): SnsNotification {
    return this.notificationOf(this.written(from, text, { name, at: this.options.clock() }));
  }

  /** What is published on the topic then. */
  written(from: string, text: string, { name, at }: { readonly name: string; readonly at: Date }): string {
    this.wroteAt.set(from, Math.max(this.wroteAt.get(from) ?? 0, at.getTime()));
    const message = {
      from,
      id: `wamid.${randomUUID()}`,
      timestamp: String(Math.floor(at.getTime() / 1_000)),
      type: 'text',
      text: { body: text },
    };
    return this.event({ contacts: [{ profile: { name }, wa_id: from }], messages: [message] });
  }

  /** Somebody sends a thumb. */
  reaction(from: string): SnsNotification {
    const reaction = { message_id: 'wamid.1', emoji: '👍' };
    const message = { from, id: `wamid.${randomUUID()}`, timestamp: this.seconds(), type: 'reaction', reaction };
    return this.notificationOf(this.event({ messages: [message] }));
  }

  /** Somebody has chosen in WhatsApp to get no more messages of the company. */
  block(person: string): void {
    this.stopped.add(person);
  }

  /** Somebody has no WhatsApp. */
  leave(person: string): void {
    this.without.add(person);
  }

  /** Meta pauses a template, because people did not like it. */
  pause(template: string): void {
    this.paused.add(template);
  }

  /** Whom it does not reach for this company. */
  get notReached(): readonly { readonly person: string; readonly why: string }[] {
    return [
      ...[...this.stopped].map((person) => ({ person, why: 'has chosen in WhatsApp to get nothing' })),
      ...[...this.without].map((person) => ({ person, why: 'has no WhatsApp any more' })),
    ];
  }

  /** What people see. */
  get shown(): readonly Shown[] {
    return this.delivered;
  }

  private seconds(): string {
    return String(Math.floor(this.options.clock().getTime() / 1_000));
  }

  private event(value: object): string {
    const { number, phoneNumberId, clock } = this.options;
    const metadata = { display_phone_number: number, phone_number_id: '1157' };
    const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } };
    return JSON.stringify({
      context: { MetaWabaIds: [], MetaPhoneNumberIds: [{ metaPhoneNumberId: '1157', arn: phoneNumberId }] },
      whatsAppWebhookEntry: JSON.stringify({ id: '2290', changes: [change] }),
      aws_account_id: '111122223333',
      message_timestamp: clock().toISOString(),
      messageId: randomUUID(),
    });
  }

  private notificationOf(Message: string): SnsNotification {
    const Sns = { Message, Timestamp: this.options.clock().toISOString() };
    return { Records: [{ EventSource: 'aws:sns', Sns }] };
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = (await bodyOf(request)).toString('utf8');
    const { weather } = this;
    if (weather === 'broken') return void response.writeHead(502).end('<html>');
    const { status, body, type } = this.resultOf(request, text);
    if (weather === 'lost') return void response.destroy();
    response
      .writeHead(status, { 'content-type': 'application/json', ...(type && { 'x-amzn-errortype': type }) })
      .end(JSON.stringify(body));
  }

  private resultOf(
    { url, method, headers }: IncomingMessage,
    text: string,
  ): { readonly status: number; readonly body: object; readonly type?: string } {
    try {
      if (!/\/social-messaging\/aws4_request/.test(headers.authorization ?? '')) {
        throw new WhatsAppRefusal('AccessDeniedException', 403);
      }
      if (this.weather === 'busy') throw new WhatsAppRefusal('ThrottledRequestException', 429);
      if (method !== 'POST' || url !== '/v1/whatsapp/send') throw new WhatsAppRefusal('ResourceNotFoundException', 404);
      const message = checkedMessage(text, this.options.phoneNumberId);
      this.pass(message);
      return { status: 200, body: { messageId: randomUUID() } };
    } catch (error) {
      if (!(error instanceof WhatsAppRefusal)) throw error;
      return { status: error.status, body: { message: `${error.type} of ${text}` }, type: error.type };
    }
  }

  /** Meta reads it after AWS has taken it. */
  private pass(message: CheckedMessage): void {
    const { to, text, tag } = message;
    const code = this.failureOf(message);
    const common = { id: `wamid.${randomUUID()}`, timestamp: this.seconds(), recipient_id: to };
    const tagged = { ...common, ...(tag !== undefined && { biz_opaque_callback_data: tag }) };
    const report = (status: object): void => this.notify(this.event({ statuses: [{ ...tagged, ...status }] }));
    if (code !== undefined) {
      return report({ status: 'failed', errors: [{ code, title: `about ${to}`, message: text }] });
    }
    this.delivered.push({ to, text });
    this.options.onShown?.(message);
    report({ status: 'sent' });
    report({ status: 'delivered' });
  }

  private notify(event: string): void {
    if (this.options.publish) this.options.publish(event);
    else this.notifications.push(this.notificationOf(event));
  }

  private failureOf({ to, template }: CheckedMessage): number | undefined {
    if (this.without.has(to)) return 131026;
    if (this.stopped.has(to)) return 131050;
    if (!template) {
      const wroteAt = this.wroteAt.get(to);
      const isOpen = wroteAt !== undefined && this.options.clock().getTime() - wroteAt < windowMs;
      return isOpen ? undefined : 131047;
    }
    const places = this.options.templates[`${template.name} ${template.language}`];
    if (places === undefined) return 132001;
    if (this.paused.has(template.name)) return 132015;
    return places === template.values.length ? undefined : 132000;
  }
}

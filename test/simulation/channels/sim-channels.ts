import { createHmac } from 'node:crypto';
import { sms } from '../../../lambdas/channels/sms/send/rules';
import { whatsapp } from '../../../lambdas/channels/whatsapp/send/rules';
import { templateIn } from '../../../lambdas/channels/whatsapp/send/template-words';
import type { MessageChannel } from '../../../lambdas/flow/message/message-channel';
import { mostSegments } from '../../../lambdas/flow/message/message-of';
import type { Platform, SimFunction } from '../platform';
import type { Process } from '../process';
import { Random } from '../random';
import type { SimQueues } from '../sim-queues';
import { listAt, textAt, type Plain } from '../stored';
import { ChannelAuditor } from './channel-auditor';
import {
  channelFunctions,
  page,
  signingSecret,
  type ChannelFunctions,
  type ChannelName,
  type ChannelResources,
} from './channel-functions';
import { SimNetwork, type Leaving } from './sim-network';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** When a network tells again what nobody took. */
const retriesMs = [secondMs, 10 * secondMs, minuteMs, 10 * minuteMs, hourMs, 6 * hourMs];

/** So long a message of a queue is hidden that was received and not deleted, and how often it is received. */
const [visibilityMs, maxReceiveCount] = [180_000, 5];

type Shared = Omit<ChannelResources, 'networks' | 'onQueued' | 'onStep' | 'customers'> & {
  readonly platform: () => Platform;
  readonly queues: SimQueues;
  readonly report: (sentence: string) => void;
};

/** Something that a customer writes. */
export interface Writing {
  readonly id: string;
  readonly channel: ChannelName;
  readonly handle: string;
  readonly text: string;
  readonly at: number;
  /** A comment that everybody reads. */
  readonly isPublic: boolean;
}

/** The networks around a world, with the functions that hear them and write on them. */
export class SimChannels {
  /** Its own, so that what is written decides nothing about the money. */
  readonly random: Random;
  readonly auditor: ChannelAuditor;
  readonly networks: ChannelResources['networks'];
  readonly deployed: ChannelFunctions;
  private readonly budgets: Readonly<Record<'sms' | 'whatsapp', number>>;
  private readonly waitingIn = new Map<string, string>();
  private count = 0;

  constructor(
    seed: number,
    private readonly shared: Shared,
  ) {
    this.random = new Random(seed + 0xc4a7);
    const { context } = shared;
    this.budgets = {
      sms: this.random.pick([400_000, 1_000_000, 40_000_000]),
      whatsapp: this.random.pick([60_000, 200_000]),
    };
    this.auditor = new ChannelAuditor(() => context.scheduler.now, this.budgets, shared.report);
    const listener = {
      onBegun: (message: Leaving, process: Process) => this.auditor.begun(message, process.startedAt),
      onTaken: (message: Leaving) => this.auditor.wasTaken(message),
      onReport: (message: Leaving, reference: string, what: 'delivered' | 'bounced') =>
        this.reportOn(message, reference, what),
    };
    const networkOf = (name: ChannelName): SimNetwork => new SimNetwork(name, name === 'http', context, listener);
    this.networks = {
      sms: networkOf('sms'),
      whatsapp: networkOf('whatsapp'),
      facebook: networkOf('facebook'),
      http: networkOf('http'),
    };
    this.deployed = channelFunctions({
      ...shared,
      networks: this.networks,
      onQueued: (channel, text) => this.arrive(channel, text),
      customers: (current) => ({
        whoIs: () =>
          current().request<undefined>(
            () => 'whose handle it is',
            ({ resolve, reject }) => {
              const { scheduler, random, faults } = context;
              const fails = random.chance(faults.partnerSilent);
              scheduler.after(random.int(5, 200), () =>
                fails ? reject(new Error('the shop does not answer')) : resolve(undefined),
              );
            },
          ),
      }),
    });
  }

  get functions(): readonly SimFunction[] {
    const { topics, readers, answers } = this.deployed;
    return [...Object.values(topics), ...Object.values(readers), ...Object.values(answers)];
  }

  nextNumber(): number {
    return ++this.count;
  }

  /** On what the company begins messages. */
  messagesOf(current: () => Process): readonly MessageChannel[] {
    const quiet = { from: 21, until: 8, timeZone: 'Europe/London' };
    return [
      {
        rules: sms,
        sender: this.networks.sms.clientOf(current),
        quiet,
        dayBudgetUsdMicros: this.budgets.sms,
        mostSegments,
      },
      {
        rules: whatsapp,
        sender: this.networks.whatsapp.clientOf(current),
        dayBudgetUsdMicros: this.budgets.whatsapp,
        templateFor: (_, { locale, values }) => templateIn(locale, values, { en: '1' }),
      },
    ];
  }

  /** A customer writes, and the network tells us: at least once, late, in any order. */
  write(writing: Writing): void {
    const { random, faults, scheduler, trace } = this.shared.context;
    const times = random.chance(faults.webhookTwice) ? random.int(2, 3) : 1;
    if (times > 1) trace.count('messages told of twice');
    for (let time = 0; time < times; time++) {
      const isLate = random.chance(faults.webhookLate);
      if (isLate) trace.count('messages told of late');
      scheduler.after(isLate ? random.int(minuteMs, 8 * hourMs) : random.int(1, 2_000), () => this.deliver(writing));
    }
  }

  private deliver(writing: Writing): void {
    const { topics } = this.deployed;
    switch (writing.channel) {
      case 'sms':
        return this.shared.platform().invoke(topics.sms, snsOf(writing.at, smsOf(writing)));
      case 'whatsapp':
        return this.shared.platform().invoke(topics.whatsapp, snsOf(writing.at, whatsappOf(writing)));
      case 'facebook':
        return this.call('facebook', facebookOf(writing), 0);
      case 'http':
        return this.call('http', ownOf(writing), 0);
    }
  }

  private get now(): number {
    return this.shared.context.scheduler.now;
  }

  private call(channel: 'facebook' | 'http', body: string, retries: number): void {
    const { context, platform } = this.shared;
    platform().run(this.deployed.doors[channel], signed(channel, body, this.now), (end) => {
      if (end.ok && (end.value as { readonly statusCode: number }).statusCode === 200) return;
      context.trace.count('webhooks that nobody took');
      // Long after the faults it tells it once more: by then it is taken.
      const retryMs = retriesMs[retries] ?? 24 * hourMs;
      context.scheduler.after(retryMs, () => this.call(channel, body, retries + 1));
    });
  }

  private arrive(channel: string, text: string): void {
    const { random, scheduler, faults } = this.shared.context;
    const id = `channel-${++this.count}`;
    this.waitingIn.set(id, text);
    const times = random.chance(faults.deliveredTwice) ? 2 : 1;
    for (let time = 0; time < times; time++) {
      scheduler.after(random.int(5, 60), () => this.receive(channel as 'facebook' | 'http', id, text, 1));
    }
  }

  private receive(channel: 'facebook' | 'http', messageId: string, body: string, receiveCount: number): void {
    const reader = this.deployed.readers[channel];
    this.shared.platform().run(reader, { Records: [{ messageId, body }] }, (end) => {
      const isDone = end.ok && listAt(end.value as Plain, 'batchItemFailures').length === 0;
      if (!isDone && receiveCount < maxReceiveCount) {
        this.shared.context.scheduler.after(visibilityMs, () =>
          this.receive(channel, messageId, body, receiveCount + 1),
        );
        return;
      }
      this.waitingIn.delete(messageId);
      if (isDone) return;
      this.shared.queues.push({
        functionName: reader.name,
        event: JSON.parse(body),
        errorName: 'MaxReceiveCountExceeded',
      });
    });
  }

  /** The network tells what became of a message that we began. */
  private reportOn(message: Leaving, reference: string, what: 'delivered' | 'bounced'): void {
    const { topics } = this.deployed;
    this.shared.context.trace.count(`reports of messages: ${what}`);
    if (what === 'bounced') this.auditor.cameBack(message);
    if (message.network === 'sms') {
      const detail = {
        eventType: what === 'delivered' ? 'TEXT_DELIVERED' : 'TEXT_UNREACHABLE',
        eventTimestamp: this.now,
        isFinal: true,
        messageId: reference,
        messageStatus: what === 'delivered' ? 'DELIVERED' : 'UNREACHABLE',
        destinationPhoneNumber: message.handle,
        context: { amends: message.tag ?? '' },
      };
      return this.shared.platform().invoke(topics.sms, { detail, time: new Date(this.now).toISOString() });
    }
    const status = {
      status: what === 'delivered' ? 'delivered' : 'failed',
      timestamp: String(Math.floor(this.now / secondMs)),
      recipient_id: message.handle,
      biz_opaque_callback_data: message.tag,
      ...(what === 'bounced' && { errors: [{ code: 131_026 }] }),
    };
    this.shared.platform().invoke(topics.whatsapp, snsOf(this.now, entryOf({ statuses: [status] })));
  }

  /** A function came to its end with an event. */
  ended(functionName: string, event: unknown): void {
    if (!functionName.endsWith('-hears')) return;
    for (const id of idsIn(event)) this.auditor.choiceHeard(id);
  }

  /** Everything of it that waits somewhere. */
  get waiting(): readonly string[] {
    return [...this.waitingIn.values()];
  }

  end(queued: readonly unknown[]): void {
    const texts = [...this.waiting, ...queued.map((event) => JSON.stringify(event))];
    this.auditor.end(texts, (network, handle) => this.networks[network as 'sms'].optedOut.has(handle));
  }

  published(type: string, detail: Plain): void {
    if (type === 'MessageReceived') this.auditor.wasEnded(textAt(detail, 'replyTo', 'messageId'), 'person');
    if (/^Answer(?:Sent|Refused|InDoubt)$/.test(type)) this.auditor.wasTold(type, detail);
  }
}

function idsIn(event: unknown): readonly string[] {
  return [...JSON.stringify(event).matchAll(/msg-\d+x/g)].map(([id]) => id);
}

function snsOf(now: number, message: object): object {
  return { Records: [{ Sns: { Timestamp: new Date(now).toISOString(), Message: JSON.stringify(message) } }] };
}

function smsOf({ id, handle, text }: Writing): object {
  return { originationNumber: handle, destinationNumber: '+447700900000', messageBody: text, inboundMessageId: id };
}

function whatsappOf({ id, handle, text, at }: Writing): object {
  const message = {
    from: handle,
    id,
    timestamp: String(Math.floor(at / secondMs)),
    type: 'text',
    text: { body: text },
  };
  return entryOf({ metadata: { display_phone_number: '447700900000' }, messages: [message] });
}

function entryOf(value: object): object {
  return { whatsAppWebhookEntry: JSON.stringify({ changes: [{ field: 'messages', value }] }) };
}

function facebookOf({ id, handle, text, at, isPublic }: Writing): string {
  const time = Math.floor(at / secondMs);
  const comment = {
    item: 'comment',
    verb: 'add',
    from: { id: handle },
    comment_id: id,
    message: text,
    created_time: time,
  };
  const message = { sender: { id: handle }, timestamp: at, message: { mid: id, text } };
  const entry = isPublic ? { changes: [{ field: 'feed', value: comment }] } : { messaging: [message] };
  return JSON.stringify({ object: 'page', entry: [{ id: page, ...entry }] });
}

function ownOf({ id, handle, text, at }: Writing): string {
  return JSON.stringify({
    ...{ schemaVersion: 1, account: 'shop', messageId: id, threadId: handle, channel: 'chat' },
    ...{ author: { handle }, text, isPublic: false, writtenAt: new Date(at).toISOString() },
  });
}

/** As the networks sign what they tell. */
function signed(channel: 'facebook' | 'http', body: string, now: number): object {
  const hmac = (text: string): string => createHmac('sha256', signingSecret).update(text, 'utf8').digest('hex');
  const seconds = String(Math.floor(now / secondMs));
  const headers =
    channel === 'facebook'
      ? { 'x-hub-signature-256': `sha256=${hmac(body)}` }
      : { 'amends-timestamp': seconds, 'amends-signature': `v1=${hmac(`${seconds}.${body}`)}` };
  return { requestContext: { http: { method: 'POST' } }, headers, body, isBase64Encoded: false };
}

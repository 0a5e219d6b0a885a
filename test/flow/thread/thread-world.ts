import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoAmplifiedIncidents } from '../../../lambdas/channels/amplification/dynamo-amplified-incidents';
import { DynamoAnswers } from '../../../lambdas/channels/answers/dynamo-answers';
import { DynamoContacts } from '../../../lambdas/channels/consent/dynamo-contacts';
import type { AnswerEvent } from '../../../lambdas/channels/events/answer-events';
import type { MessageReceived } from '../../../lambdas/channels/events/channel-events';
import { facebook } from '../../../lambdas/channels/facebook/facebook';
import type { AnswerOutcome, WayTo, WrittenAnswer } from '../../../lambdas/channels/port/answer';
import type { CustomerLink, InboundMessage } from '../../../lambdas/channels/port/inbound-message';
import { sms } from '../../../lambdas/channels/sms/sms';
import type { Conversation } from '../../../lambdas/conversation/conversation';
import { DynamoConversations } from '../../../lambdas/conversation/dynamo-conversations';
import { giveAnswer } from '../../../lambdas/flow/channel/give-answer';
import { takeMessage } from '../../../lambdas/flow/channel/take-message';
import {
  answerConversation,
  takeConversation,
  type Answering,
  type ConversationResult,
} from '../../../lambdas/flow/converse/operate-conversation';
import { hearAnswerOutcome, hearWrittenAnswer } from '../../../lambdas/flow/thread/hear-answer';
import { hearMessage, type HeardMessage } from '../../../lambdas/flow/thread/hear-message';
import { sendThere } from '../../../lambdas/flow/thread/send-there';
import { DynamoLedger } from '../../../lambdas/ledger/dynamo/dynamo-ledger';
import type { RemedyKey } from '../../../lambdas/ledger/port/ledger';
import { startDynalite } from '../../../local/emulator/engine/dynalite-engine';
import type { Engine } from '../../../local/emulator/engine/engine';
import { plainOwners } from '../../conversation/owners/plain-owners';
import { FakeConversationEvents } from '../../fakes/fake-conversation-events';
import { RecordingObserver } from '../../fakes/recording-observer';
import { createLedgerTable, tableName } from '../../ledger/ledger-table';

/** What somebody writes, as far as it differs from a comment of Ruth's. */
export interface Written {
  readonly text?: string;
  readonly id?: string;
  readonly network?: 'facebook' | 'messenger' | 'sms';
  readonly handle?: string;
  readonly thread?: string;
  readonly at?: Date;
}

const rules = [...facebook.rules, ...sms.rules];
const wayTo: WayTo = (replyTo, to) => facebook.wayTo(replyTo, to) ?? sms.wayTo(replyTo, to);

export const ruth = '4711';
export const ruthAsCustomer: CustomerLink = {
  customer: { id: 'cus_ruth', email: 'ruth@example.com' },
  purchase: {
    orderId: 'ord_551023',
    paymentId: 'pi_1',
    amountMinor: 2_900,
    currency: 'GBP',
    purchasedAt: '2026-11-20T10:00:00.000Z',
  },
};

/** The road of what is written on a network, and back: the real flows on a real table, and networks that can fail. */
export class ThreadWorld {
  static async open(): Promise<ThreadWorld> {
    const engine = await startDynalite();
    return new ThreadWorld(engine, await createLedgerTable(engine));
  }

  now = new Date('2026-11-30T10:00:00.000Z');
  readonly events = new FakeConversationEvents();
  readonly observer = new RecordingObserver();
  readonly ledger: DynamoLedger;
  readonly conversations: DynamoConversations;
  readonly contacts: DynamoContacts;
  readonly amplified: DynamoAmplifiedIncidents;
  /** Whose handle the company's own system knows. */
  readonly known = new Map<string, CustomerLink>();
  /** What lies on the bus for whoever sends on channels. */
  readonly written: WrittenAnswer[] = [];
  /** What the network shows of the company. */
  readonly seen: { readonly to: string; readonly text: string }[] = [];
  /** What the network says to the next answers. It takes all others. */
  readonly outcomes: AnswerOutcome[] = [];
  private readonly answerStore: DynamoAnswers;
  private tokens = 0;

  private constructor(
    private readonly engine: Engine,
    readonly client: DynamoDBClient,
  ) {
    this.ledger = new DynamoLedger(client, tableName);
    this.conversations = new DynamoConversations(client, tableName);
    this.contacts = new DynamoContacts(client, tableName);
    this.amplified = new DynamoAmplifiedIncidents(client, tableName);
    this.answerStore = new DynamoAnswers(client, tableName);
  }

  async close(): Promise<void> {
    this.client.destroy();
    await this.engine.stop();
  }

  get context() {
    return {
      ledger: this.ledger,
      conversations: this.conversations,
      marks: this.conversations,
      contacts: this.contacts,
      amplified: this.amplified,
      events: this.events,
      owners: plainOwners,
      observer: this.observer,
      clock: () => this.now,
      newToken: () => `token-${++this.tokens}`,
      answers: { write: async (answer: WrittenAnswer) => void this.written.push(answer) },
    };
  }

  later(ms: number): this {
    this.now = new Date(this.now.getTime() + ms);
    return this;
  }

  /** What the channel publishes of it. */
  async received(written: Written = {}): Promise<MessageReceived> {
    const received: MessageReceived[] = [];
    await takeMessage(this.messageOf(written), {
      customers: { whoIs: async ({ handle }) => this.known.get(handle) },
      publisher: {
        complain: async () => undefined,
        amplify: async () => undefined,
        receive: async (message) => void received.push(message),
      },
      rule: { counts: 'listed-phrases', phrases: ['never again'] },
      rules,
      wayTo,
      observer: this.observer,
      clock: () => this.now,
    });
    const [message] = received;
    if (!message) throw new Error('the channel published nothing');
    return message;
  }

  async writes(written: Written = {}): Promise<HeardMessage> {
    return hearMessage(await this.received(written), this.context);
  }

  private messageOf(written: Written): InboundMessage {
    const { text = 'Is anybody there?', id = 'post_1', network = 'facebook', handle = ruth } = written;
    const { at = this.now, thread = network === 'facebook' ? id : handle } = written;
    return {
      replyTo: { network, account: '103871', messageId: id, threadId: thread, writtenAt: at.toISOString() },
      place: network,
      author: { handle, name: 'Ruth M.' },
      text,
      isPublic: network === 'facebook',
      attachments: 0,
    };
  }

  /** The only conversation that waits. */
  async only(): Promise<Conversation> {
    const [of, ...others] = await this.conversations.waiting(10);
    if (!of || others.length > 0) throw new Error(`${others.length + (of ? 1 : 0)} conversations wait`);
    return this.at(of);
  }

  async at(of: RemedyKey): Promise<Conversation> {
    const stored = await this.conversations.read(of);
    if (!stored) throw new Error('there is no such conversation');
    return stored;
  }

  /** What is said in it, in its order. */
  async linesOf(of: RemedyKey): Promise<string[]> {
    const { lines } = await this.at(of);
    const spoken = await this.conversations.readSaid(
      of,
      lines.map(({ id }) => id),
    );
    return lines.map(({ id, by }) => `${by}: ${spoken.get(id)?.text ?? '(not kept)'}`);
  }

  /** Amir takes it, where he has to, and writes an answer. */
  async answer(of: RemedyKey, answering: Partial<Answering> = {}): Promise<ConversationResult> {
    const { version } = await this.at(of);
    const who = { customerId: of.customerId, remedyId: of.remedyId, actor: 'amir', expectedVersion: version };
    const taken = await takeConversation(who, {}, this.context);
    if (taken.answer !== 'done') return taken;
    const seen = { ...who, expectedVersion: taken.conversation.version };
    return answerConversation(seen, { text: 'We are here, and sorry.', signedBy: 'Amir', ...answering }, this.context);
  }

  /** The bus delivers what it has, to the channel and back. */
  async deliver(of: RemedyKey): Promise<AnswerEvent[]> {
    await sendThere(of, this.context);
    const outcomes: AnswerEvent[] = [];
    for (const answer of this.written.splice(0)) outcomes.push(...(await this.send(answer)));
    for (const event of outcomes) await hearAnswerOutcome(event, this.context);
    return outcomes;
  }

  /** As the function of the channel does. */
  async send(answer: WrittenAnswer): Promise<AnswerEvent[]> {
    const outcomes: AnswerEvent[] = [];
    await giveAnswer(answer, {
      store: this.answerStore,
      contacts: this.contacts,
      sender: {
        isIdempotent: false,
        send: async ({ answer: { text, replyTo } }) => {
          const outcome = this.outcomes.shift() ?? { state: 'sent', reference: `ref_${this.seen.length + 1}` };
          if (outcome.state === 'sent' || outcome.state === 'unknown') this.seen.push({ to: replyTo.threadId, text });
          return outcome;
        },
      },
      wayTo,
      publisher: { publish: async (event) => void outcomes.push(event) },
      observer: this.observer,
      clock: () => this.now,
    }).catch(() => undefined);
    return outcomes;
  }

  /** Somebody answers at a desk of their own. */
  async answersElsewhere(answer: WrittenAnswer): Promise<void> {
    await hearWrittenAnswer(answer, this.now.toISOString(), this.context);
    for (const event of await this.send(answer)) await hearAnswerOutcome(event, this.context);
  }
}

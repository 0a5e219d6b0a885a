import type { AuditEvent } from '../../../lambdas/audit/audit-event';
import { HearAgents } from '../../../lambdas/flow/agents/hear-agent';
import type { Agent } from '../../../lambdas/conversation/owners/agent';
import type { ConversationOwners } from '../../../lambdas/conversation/owners/conversation-owners';
import { plainOwners } from '../../conversation/owners/plain-owners';
import type { RawMails } from '../../../lambdas/email/inbound/received-mail';
import { PostalMimeReader } from '../../../lambdas/email/inbound/postal-mime-mail';
import type { ForwardedMail } from '../../../lambdas/email/owners/mail-forwarder';
import { RepliableMailer } from '../../../lambdas/email/repliable-mailer';
import type { OutgoingMail } from '../../../lambdas/email/mailer';
import type { HearContext } from '../../../lambdas/flow/converse/hear-reply';
import type { SendContext } from '../../../lambdas/flow/converse/send-answer';
import type { Brands } from '../../../lambdas/email/brand';
import { plainLook } from '../../../lambdas/email/layout/look';
import { envelopeOf } from '../../../lambdas/ledger/envelope';
import { FakeConversationEvents } from '../../fakes/fake-conversation-events';
import { FakeMailer } from '../../fakes/fake-mailer';
import { filmFailure } from '../../fakes/film-failure';
import { MemoryConversations } from '../../fakes/memory-conversations';
import { MemoryLedger } from '../../fakes/memory-ledger';
import { RecordingObserver } from '../../fakes/recording-observer';
import type { RemedyKey } from '../../../lambdas/ledger/port/ledger';
import { issuedRecord } from '../../contract-suites/ledger-samples';

export const replyDomain = 'replies.example.com';

const brands: Brands = {
  standard: {
    sender: { name: 'Example Films', email: 'care@example.com', replyTo: 'help@example.com' },
    signatory: { name: '', role: '' },
    look: plainLook,
  },
};

/** What was said lies beside the envelope, as a message of the ledger: who erases that erases it. */
class LedgerBeside extends MemoryLedger {
  constructor(private readonly conversations: MemoryConversations) {
    super();
  }

  override async eraseMessage(of: RemedyKey & { readonly messageId: string }): Promise<void> {
    await super.eraseMessage(of);
    const place = `${of.customerId}/${of.remedyId}/${of.messageId}`;
    this.conversations.spoken.delete(place);
    this.conversations.emptied.add(place);
  }
}

/** Customers who got a mail, and may answer it. What is erased of an envelope is erased of what was said beside it. */
export class HearingWorld {
  now = new Date('2025-11-04T09:00:00.000Z');
  /** Who looks after what is heard from now on. */
  readonly owners: { -readonly [Key in keyof ConversationOwners]: ConversationOwners[Key] } = { ...plainOwners };
  readonly conversations = new MemoryConversations();
  readonly ledger = new LedgerBeside(this.conversations);
  readonly events = new FakeConversationEvents();
  readonly observer = new RecordingObserver();
  readonly forwarded: ForwardedMail[] = [];
  readonly mails = new FakeMailer();
  readonly rawMails = new Map<string, Uint8Array>();
  readonly audited: AuditEvent[] = [];
  private tokens = 0;
  private random = 0;

  private readonly common = {
    ledger: this.ledger,
    conversations: this.conversations,
    events: this.events,
    observer: this.observer,
    clock: () => this.now,
    newToken: () => `token-${++this.tokens}`,
  };

  readonly raw: RawMails = {
    read: async (id) => this.rawMails.get(id),
    remove: async (id) => void this.rawMails.delete(id),
    placeOf: (id) => `s3://bucket/mails/${id}`,
  };

  readonly hearing: { -readonly [Key in keyof HearContext]: HearContext[Key] } = {
    ...this.common,
    owners: this.owners,
    marks: this.conversations,
    raw: this.raw,
    reader: new PostalMimeReader(),
    forwarder: {
      forward: async (mail) => {
        this.forwarded.push(mail);
        return 'sent';
      },
    },
    domain: replyDomain,
    own: ['care@example.com'],
    brands,
  };

  readonly sending: SendContext = {
    ...this.common,
    owners: this.owners,
    mailer: this.repliable(),
    brands,
  };

  /** From now on these answer by mail. */
  answeredBy(agents: readonly Agent[]): this {
    const audit = { append: async (event: AuditEvent) => void this.audited.push(event) };
    this.hearing.agents = new HearAgents({ agents, audit, random: (bytes) => this.randomBytes(bytes) });
    return this;
  }

  /** A customer with a remedy that was given and mailed. @returns where their answers go */
  async mailed(
    customerId: string,
    email: string,
    mail: { readonly text: string; readonly html: string },
  ): Promise<string> {
    const record = issuedRecord(customerId);
    const { remedyId } = record;
    await this.ledger.saveRemedy(record);
    const failure = filmFailure({ customer: { id: customerId, name: 'Ada', email } });
    await this.ledger.keepEnvelope(
      envelopeOf({ customerId, remedyId }, { failure, detectedAt: '2025-11-03T20:00:00.000Z' }, this.now),
    );
    const sender = { name: 'Example Films', email: 'care@example.com', replyTo: 'help@example.com' };
    const outgoing: OutgoingMail = {
      remedyId,
      customerId,
      template: 'apology',
      sender,
      to: { email },
      subject: 'Sorry',
      ...mail,
    };
    await this.repliable().send(outgoing);
    return this.mails.mails.at(-1)?.sender.replyTo ?? '';
  }

  private randomBytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, (_, index) => (++this.random * 37 + index * 11) % 256);
  }

  private repliable(): RepliableMailer {
    return new RepliableMailer(this.mails, {
      marks: this.conversations,
      domain: replyDomain,
      clock: () => this.now,
      random: (bytes) => this.randomBytes(bytes),
      trouble: (id, what, error) => this.observer.trouble(id, what, error),
    });
  }
}

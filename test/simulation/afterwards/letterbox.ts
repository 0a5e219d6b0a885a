import type { Mailer, OutgoingMail } from '../../../lambdas/email/mailer';
import type { ReadMail, ReceivedMail } from '../../../lambdas/email/inbound/received-mail';
import { conversationTypes } from '../../../lambdas/outcomes/conversation-event';
import {
  conversationFunctions,
  mailerOf,
  type ConversationFunctions,
  type ConversationResources,
} from '../conversations/conversation-functions';
import { SimMailbox } from '../conversations/sim-mailbox';
import { SimRawMails } from '../conversations/sim-raw-mails';
import type { SimFunction } from '../platform';
import type { Process } from '../process';
import { Random } from '../random';
import type { BusEvent } from '../sim-bus';

/** What a letterbox shares with the rest of its world. */
type Shared = Pick<ConversationResources, 'context' | 'dynamo' | 'bus' | 'mailer' | 'newToken'>;

/** Where customers of a world of money write to, and whence people of the company answer them. */
export class Letterbox {
  /** Its own, so that what customers say decides nothing about the money. */
  readonly random: Random;
  readonly deployed: ConversationFunctions;
  /** Each mail that leaves says where it is answered. */
  readonly mailer: { clientOf(current: () => Process): Mailer };
  /** A customer has got a mail, and may call it spam. */
  onMail: (mail: OutgoingMail, complain: () => void) => void = () => undefined;
  /** So long an outcome is on its way to whoever writes to its customer. */
  onWay: (outcome: BusEvent) => number = () => 0;
  /** A mail was heard to its end. */
  onHeard: (id: string) => void = () => undefined;
  private readonly raw: SimRawMails;
  private mails = 0;

  constructor(seed: number, shared: Shared) {
    this.random = new Random(seed + 0xde5c);
    this.raw = new SimRawMails(shared.context);
    const resources: ConversationResources = {
      ...shared,
      mailbox: new SimMailbox(shared.context, () => undefined),
      raw: this.raw,
      agents: [],
      copiesPerDay: 1_000,
      random: (bytes) => Uint8Array.from({ length: bytes }, () => this.random.int(0, 255)),
      onStep: () => undefined,
      onHearing: () => undefined,
      asks: true,
    };
    this.deployed = conversationFunctions(resources);
    this.mailer = { clientOf: (current) => mailerOf(resources, current) };
    shared.bus.addRule(conversationTypes.answered, this.deployed.answer);
  }

  /** Those that are invoked with events. */
  get functions(): readonly SimFunction[] {
    return [this.deployed.hear, this.deployed.answer];
  }

  ended(functionName: string, event: unknown): void {
    if (functionName === this.deployed.hear.name) this.onHeard((event as ReceivedMail).id);
  }

  /** Puts a mail of a customer where the mail service puts those that come, for the function that hears them. */
  mailFrom(from: string, to: string, text: string, at: number): ReceivedMail {
    const id = `mail-${++this.mails}`;
    const mail: ReadMail = {
      headers: [],
      from: [from],
      fromName: '',
      subject: 'Re: yours',
      mailId: `<${id}@mail.example.com>`,
      text,
      attached: [],
    };
    this.raw.mails.set(id, Buffer.from(JSON.stringify(mail), 'utf8'));
    const verdicts = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' } as const;
    return { id, envelopeSender: from, recipients: [to], verdicts, at: new Date(at).toISOString() };
  }
}

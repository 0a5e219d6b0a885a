import type { ReceivedMail } from '../../../lambdas/email/inbound/received-mail';
import type { ReadMail } from '../../../lambdas/email/inbound/received-mail';
import type { OutgoingMail } from '../../../lambdas/email/mailer';
import type { ForwardedMail } from '../../../lambdas/email/owners/mail-forwarder';
import { envelopeOf } from '../../../lambdas/ledger/envelope';
import { conversationTypes } from '../../../lambdas/outcomes/conversation-event';
import { issuedRecord } from '../../contract-suites/ledger-samples';
import { filmFailure } from '../../fakes/film-failure';
import { drawFaults, endFaults, type Faults } from '../faults';
import { Platform, type FailedInvocation } from '../platform';
import type { Process, SimContext } from '../process';
import { Random } from '../random';
import { Scheduler } from '../scheduler';
import { SimBus } from '../sim-bus';
import { SimDynamo } from '../sim-dynamo';
import { SimMailer, type MailReport } from '../sim-mailer';
import { plainItem, textAt, type Plain } from '../stored';
import { Trace } from '../trace';
import { ConversationAuditor, type CameMail } from './conversation-auditor';
import {
  brands,
  conversationFunctions,
  mailerOf,
  portsOf,
  type ConversationFunctions,
  type ConversationResources,
} from './conversation-functions';
import { SimMailbox } from './sim-mailbox';
import { SimRawMails } from './sim-raw-mails';

const minuteMs = 60_000;

/** So many looks in which nothing changes are as good as all. */
const mostLooks = 40;

/** More than happens in any world that comes to rest. */
const mostEvents = 60_000;

/** Who answers by mail. Cleo answers in the console alone. */
export const agents = [
  { email: 'ann@example.com', name: 'Ann Lee' },
  { email: 'bob@example.com', name: 'Bob Roy', signature: 'Desk' },
] as const;

export interface SimCustomer {
  readonly customerId: string;
  readonly remedyId: string;
  readonly email: string;
  /** Where the mails that they got are answered, the last one last. */
  readonly replyTos: string[];
  /** What they got from people. */
  readonly answers: OutgoingMail[];
}

/** One simulated world of customers who write and people who answer. What happens there is decided by its seed. */
export class ConversationWorld {
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly trace: Trace;
  readonly auditor: ConversationAuditor;
  readonly functions: ConversationFunctions;
  readonly mailbox: SimMailbox;
  readonly dynamo: SimDynamo;
  readonly platform: Platform;
  readonly customers: readonly SimCustomer[];
  onCopy: (copy: ForwardedMail) => void = () => undefined;
  private readonly context: SimContext;
  private readonly bus: SimBus;
  private readonly raw: SimRawMails;
  private readonly resources: ConversationResources;
  private readonly faultsToCome: Faults;
  private readonly came: { readonly id: string; readonly marker: string; readonly isMachines: boolean }[] = [];
  private readonly hearing = new WeakMap<Process, string>();
  /** What was dropped with a line of the log, and what was left in the bucket. */
  private readonly dropped = new Set<string>();
  private readonly left = new Set<string>();
  private failed: FailedInvocation[] = [];
  private deadLetters: FailedInvocation[] = [];
  private isLookPlanned = false;
  /** Nobody writes any more. */
  private isAtRest = false;
  private looksAhead = 0;
  private count = 0;
  private events = 0;

  constructor(seed: number, isTraced: boolean) {
    const random = new Random(seed);
    this.random = random;
    const startedAt = Date.parse('2026-03-01T08:00:00Z') + random.int(0, 300) * 86_400_000;
    this.scheduler = new Scheduler(startedAt);
    this.trace = new Trace(isTraced, startedAt, () => this.scheduler.now);
    this.auditor = new ConversationAuditor(() => this.scheduler.now);
    this.faultsToCome = drawFaults(random);
    const faults = { ...this.faultsToCome };
    endFaults(faults);
    this.context = { scheduler: this.scheduler, random, faults, trace: this.trace };
    this.customers = ['ada', 'ben'].map((name, index) => ({
      customerId: `cus_${name}`,
      remedyId: `rem_${name}${String(index).repeat(8)}`,
      email: `${name}@example.com`,
      replyTos: [],
      answers: [],
    }));
    this.dynamo = new SimDynamo(this.context, (write) => {
      this.auditor.itemWritten(write);
      if (!write.sk.startsWith('CONVERSATION#')) return;
      this.looksAhead = 0;
      this.planLook();
    });
    this.raw = new SimRawMails(this.context);
    this.mailbox = new SimMailbox(this.context, (copy) => this.onCopy(copy));
    this.platform = new Platform(
      this.context,
      (failed) => this.failed.push(failed),
      (sentence) => this.auditor.report(sentence),
      () => undefined,
    );
    this.bus = new SimBus(this.context, this.platform, () => undefined);
    const mailer = new SimMailer(this.context, {
      onTaken: (mail) => this.mailTaken(mail),
      onReport: (report) => this.reportMail(report),
    });
    this.resources = {
      context: this.context,
      dynamo: this.dynamo,
      bus: this.bus,
      mailer: {
        clientOf: (current) => {
          const client = mailer.clientOf(current);
          return {
            send: (mail) => {
              this.auditor.mailBegun(mail, current().startedAt);
              return client.send(mail);
            },
          };
        },
      },
      mailbox: this.mailbox,
      raw: this.raw,
      agents,
      copiesPerDay: random.chance(0.15) ? random.int(1, 3) : 1_000,
      newToken: () => `token-${this.nextNumber()}`,
      random: (bytes) => Uint8Array.from({ length: bytes }, () => random.int(0, 255)),
      onHearing: (process, id) => this.hearing.set(process, id),
      onStep: (process, { step }) => {
        const id = this.hearing.get(process) ?? '';
        if (step === 'reply-automatic') this.dropped.add(id);
        if (step === 'copy-left') this.left.add(id);
      },
    };
    this.functions = conversationFunctions(this.resources);
    this.bus.addRule(conversationTypes.answered, this.functions.answer);
    this.bus.addRule('Mail', this.functions.emailEvents);
  }

  nextNumber(): number {
    return ++this.count;
  }

  /** Whoever is a customer has got a mail, before anything goes wrong. */
  async begin(): Promise<void> {
    for (const customer of this.customers) {
      const start = (current: () => Process) => () => this.apologise(customer, current);
      this.scheduler.after(1, () => {
        this.platform.run({ name: 'apologise', limitMs: 30_000, start }, {}, ({ ok }) => {
          if (!ok) this.auditor.report('the world did not begin');
        });
      });
    }
    await this.runUntil(this.scheduler.now + minuteMs);
    Object.assign(this.context.faults, this.faultsToCome);
  }

  private async apologise({ customerId, remedyId, email }: SimCustomer, current: () => Process): Promise<void> {
    const { ledger, clock } = portsOf(this.resources, current);
    const detectedAt = clock().toISOString();
    await ledger.saveRemedy({ ...issuedRecord(customerId, remedyId), detectedAt });
    const failure = filmFailure({ customer: { id: customerId, name: 'Customer', email } });
    await ledger.keepEnvelope(envelopeOf({ customerId, remedyId }, { failure, detectedAt }, clock()));
    const text = 'We are sorry that your film stopped twice.';
    const { sender } = brands.standard;
    const to = { email };
    const mail = {
      remedyId,
      customerId,
      template: 'apology',
      sender,
      to,
      subject: 'Sorry',
      text,
      html: `<p>${text}</p>`,
    };
    await mailerOf(this.resources, current).send(mail);
  }

  private mailTaken(mail: OutgoingMail): void {
    const customer = this.customers.find(({ email }) => email === mail.to.email);
    customer?.replyTos.push(mail.sender.replyTo);
    if (mail.template === 'apology') return;
    this.trace.count('answers taken by the mail service');
    customer?.answers.push(mail);
    this.auditor.mailTaken(mail);
  }

  private reportMail({ messageId, mail, what }: MailReport): void {
    if (mail.template !== 'apology') this.mailEvent(what, mail, messageId);
  }

  /** What the mail service reports, or a customer has it report. */
  mailEvent(what: MailReport['what'], mail: OutgoingMail, messageId?: string): void {
    const tags = {
      remedyId: [mail.remedyId],
      customer: [Buffer.from(mail.customerId, 'utf8').toString('base64url')],
      template: [mail.template],
    };
    this.trace.count(`reported: ${what}`);
    const bounce = what === 'Bounce' ? { bounce: { bounceType: 'Permanent' } } : {};
    this.bus.accept('aws.ses', 'Mail', { eventType: what, mail: { messageId, tags }, ...bounce });
  }

  /** A mail comes to the domain. Now and then SES tells of it twice. */
  receive(written: ReadMail, facts: Omit<ReceivedMail, 'id' | 'at'>, marker: string): void {
    if (this.isAtRest) return;
    const id = `mail-${this.nextNumber()}`;
    const mail = { ...written, subject: `Re: <${id}>` };
    this.came.push({ id, marker, isMachines: mail.headers.length > 0 });
    this.raw.mails.set(id, Buffer.from(JSON.stringify(mail), 'utf8'));
    this.trace.record('a mail', () => `${id} from ${mail.from.join()} to ${facts.recipients.join()}: ${mail.subject}`);
    const received: ReceivedMail = { ...facts, id, at: new Date(this.scheduler.now).toISOString() };
    this.platform.invoke(this.functions.hear, received);
    if (!this.random.chance(this.context.faults.deliveredTwice)) return;
    this.trace.count('mails told of twice');
    this.scheduler.after(this.random.int(0, 30_000), () => this.platform.invoke(this.functions.hear, received));
  }

  /** The look runs while something may be left to do for it. */
  private planLook(): void {
    if (this.isLookPlanned) return;
    this.isLookPlanned = true;
    this.scheduler.after(5 * minuteMs, () => {
      this.isLookPlanned = false;
      this.platform.run(this.functions.look, {}, () => {
        if (this.hasPending() && ++this.looksAhead < mostLooks) this.planLook();
      });
    });
  }

  private hasPending(): boolean {
    return this.conversations().some((item) => /"state":"(?:wanted|sending)"/.test(JSON.stringify(item)));
  }

  conversations(): Plain[] {
    return this.items().filter((item) => textAt(item, 'sk').startsWith('CONVERSATION#'));
  }

  private items(): Plain[] {
    return this.dynamo.table.all().map(plainItem);
  }

  async runUntil(end: number): Promise<void> {
    await this.scheduler.runUntil(end, () => {
      if (++this.events > mostEvents) this.auditor.report('this world does not come to rest');
      return this.auditor.violations.length === 0;
    });
  }

  /** What failed three times is tried once more later, and then waits for a person. */
  retryFailed(): void {
    const { failed } = this;
    this.failed = [];
    for (const one of failed) this.runOnce(one, (again) => this.deadLetters.push(again));
  }

  private runOnce(one: FailedInvocation, onFailed: (one: FailedInvocation) => void): void {
    const { hear, answer, emailEvents } = this.functions;
    const deployed = [hear, answer, emailEvents].find(({ name }) => name === one.functionName);
    if (!deployed) return;
    this.trace.count('events tried again later');
    this.platform.run(deployed, one.event, ({ ok }) => {
      if (!ok) onFailed(one);
    });
  }

  /** Faults cease, and a person puts back every dead letter. */
  async comeToRest(): Promise<void> {
    endFaults(this.context.faults);
    this.isAtRest = true;
    for (let round = 0; round < 4; round++) {
      await this.runUntil(this.scheduler.now + 15 * minuteMs);
      this.scheduler.after(1, () => {
        this.failed.push(...this.deadLetters);
        this.deadLetters = [];
        this.retryFailed();
      });
    }
    await this.runUntil(this.scheduler.now + 15 * minuteMs);
    if (this.auditor.violations.length > 0) return;
    const left = [...this.failed, ...this.deadLetters];
    this.auditor.ended(
      this.items(),
      this.came.map((one) => this.endOf(one, left)),
      left.length,
    );
  }

  private endOf({ id, marker, isMachines }: (typeof this.came)[number], left: readonly FailedInvocation[]): CameMail {
    const end = (): CameMail['end'] => {
      if (left.some(({ event }) => (event as Partial<ReceivedMail>).id === id)) return 'dead letter';
      if (this.raw.mails.has(id)) return this.left.has(id) && this.mailbox.boundsTold > 0 ? 'bucket' : undefined;
      if (this.mailbox.copies.some(({ subject }) => subject.includes(`<${id}>`))) return 'mailbox';
      if (this.auditor.isAnswer(marker)) return 'conversation';
      return isMachines && this.dropped.has(id) ? 'log' : undefined;
    };
    const one = { id, end: end() };
    this.trace.count(`mails that ended: ${one.end ?? 'nowhere'}`);
    return one;
  }
}

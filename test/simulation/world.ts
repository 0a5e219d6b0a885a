import { responseTypes } from '../../lambdas/fulfilment/port/partner-events';
import { defaultLimits, type Limits } from '../../lambdas/model/limits';
import { Auditor } from './auditor/auditor';
import { drawFaults, endFaults } from './faults';
import { simFunctions, type SimFunctions } from './functions';
import { Platform } from './platform';
import type { Surroundings } from './process';
import { Random } from './random';
import { Scheduler } from './scheduler';
import { SimBus, type BusEvent } from './sim-bus';
import { SimDynamo } from './sim-dynamo';
import { drawPolicies, simDefinitions, type Policies } from './sim-failures';
import { SimMailer, type MailReport } from './sim-mailer';
import { asksPartner, SimPartner } from './sim-partner';
import { SimProvider, type RefundTold } from './sim-provider';
import { SimQueues } from './sim-queues';
import { plainItem, textAt, type Plain } from './stored';
import { Story } from './story';

const minuteMs = 60_000;

/** More happenings than any world has that comes to rest. */
const mostEvents = 100_000;

/** How long the provider goes on calling a webhook that does not answer well. */
const webhookRetries = [60_000, 600_000, 3_600_000, 4 * 3_600_000, 12 * 3_600_000, 24 * 3_600_000];

/** One simulated world: everything around the functions, and the functions in it. What happens there is decided by its seed. */
export class World {
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly story: Story;
  readonly around: Surroundings;
  readonly auditor: Auditor;
  readonly provider: SimProvider;
  readonly partner: SimPartner;
  readonly dynamo: SimDynamo;
  readonly bus: SimBus;
  readonly queues: SimQueues;
  readonly platform: Platform;
  readonly functions: SimFunctions;
  readonly policies: Policies;
  readonly limits: Limits;
  readonly startedAt: number;
  private nextSweepAt = Infinity;
  private events = 0;
  private tokens = 0;

  constructor(seed: number, isTold: boolean) {
    const random = new Random(seed);
    this.random = random;
    this.startedAt = drawStart(random);
    this.scheduler = new Scheduler(this.startedAt);
    this.story = new Story(isTold, this.startedAt, () => this.scheduler.now);
    const faults = drawFaults(random);
    this.around = { scheduler: this.scheduler, random, faults, story: this.story };
    this.limits = drawLimits(random);
    this.policies = drawPolicies(random);
    this.dynamo = new SimDynamo(this.around, (write) => {
      this.auditor.itemWritten(write);
      this.planSweep();
    });
    this.provider = new SimProvider(this.around, {
      onAsked: (request) => this.auditor.providerAsked(request),
      onBooked: (refund) => this.auditor.refundBooked(refund),
      onEvent: (told) => this.sendWebhook(told, 0),
    });
    this.partner = new SimPartner(this.around, {
      onGiven: (booked) => this.auditor.partGiven(booked),
      onAnswer: (type, detail) => this.bus.accept('com.example.partner', type, detail),
    });
    this.auditor = new Auditor({
      now: () => this.scheduler.now,
      stored: (pk, sk) => plainItem(this.dynamo.table.get(pk, sk)),
      refunds: this.provider.refunds,
      partnerBook: this.partner.book,
      limits: this.limits,
    });
    this.queues = new SimQueues(this.around);
    this.platform = new Platform(
      this.around,
      (undelivered) => {
        this.queues.push(undelivered);
        this.planSweep();
      },
      (sentence) => this.auditor.report(sentence),
      (functionName, event, startedAt) => this.auditor.functionEnded(functionName, event as Plain, startedAt),
    );
    this.bus = new SimBus(this.around, this.platform, (event) => this.hearOfEvent(event));
    const mailer = new SimMailer(this.around, {
      onTaken: (mail) => this.auditor.mailSent(mail),
      onReport: (report) => this.reportMail(report),
    });
    this.functions = simFunctions({
      around: this.around,
      dynamo: this.dynamo,
      provider: this.provider,
      bus: this.bus,
      queues: this.queues,
      platform: this.platform,
      limits: this.limits,
      mailer,
      definitions: simDefinitions(this.policies),
      newToken: () => `token-${++this.tokens}`,
      onTrouble: (remedyId, what) => this.auditor.personAlerted(remedyId, what),
    });
    this.wireRules();
  }

  async runUntil(end: number): Promise<void> {
    await this.scheduler.runUntil(end, () => {
      if (++this.events > mostEvents) this.auditor.report(`this world does not come to rest`);
      return this.auditor.violations.length === 0;
    });
  }

  /** How much has happened. */
  get happened(): number {
    return this.events;
  }

  endFaults(): void {
    endFaults(this.around.faults);
    this.story.tell('the world', () => 'all faults cease');
  }

  /** A person hands over once more what was parked, and gives up on what fails again. */
  redriveDeadLetters(): void {
    for (const { functionName, event } of this.queues.unpark()) {
      const { remedies, apology, delivery, answers } = this.functions;
      const deployed = [...remedies, apology, delivery, answers].find(({ name }) => name === functionName);
      this.story.count('parked events redriven by a person');
      if (deployed) this.platform.invoke(deployed, event);
    }
  }

  /** Every entry as it is stored now. */
  entries(): Plain[] {
    return this.dynamo.table
      .all()
      .map(plainItem)
      .filter((item) => textAt(item, 'sk').startsWith('REMEDY#'));
  }

  checkEnd(): void {
    this.auditor.ended([...this.queues.parked.map(({ event }) => event), ...this.queues.waiting] as Plain[]);
  }

  /** The schedule runs the sweep every minute. The minutes in which it would find nothing are left out. */
  planSweep(notBefore = 0): void {
    const { now } = this.scheduler;
    const due = Date.parse(this.dynamo.table.earliestDue() ?? '');
    const wanted = Math.min(Number.isNaN(due) ? Infinity : due, this.queues.earliest());
    if (wanted === Infinity) return;
    const sweepAt = Math.ceil(Math.max(now + 1, wanted, notBefore) / minuteMs) * minuteMs;
    if (sweepAt >= this.nextSweepAt) return;
    this.nextSweepAt = sweepAt;
    this.scheduler.after(sweepAt - now, () => {
      if (this.nextSweepAt !== sweepAt) return;
      this.nextSweepAt = Infinity;
      this.platform.run(this.functions.sweep, {}, () => this.planSweep());
      this.planSweep(sweepAt + minuteMs);
    });
  }

  private wireRules(): void {
    const { remedies, apology, delivery, answers } = this.functions;
    for (const remedy of remedies) this.bus.addRule(remedy.name, remedy);
    for (const outcome of ['RemedyIssued', 'RemedyLateFailed', 'RemedyRejected']) this.bus.addRule(outcome, apology);
    this.bus.addRule('Mail', delivery);
    for (const answer of responseTypes) this.bus.addRule(answer, answers);
    for (const asked of asksPartner) this.bus.addTarget(asked, (event) => this.partner.hear(event));
  }

  private hearOfEvent(event: BusEvent): void {
    if (event.source !== 'amends') return;
    const detail = event.detail as Plain;
    const type = event['detail-type'];
    if (asksPartner.includes(type)) return this.auditor.partnerAsked(type, detail);
    if (type === 'RecoveryRecorded') {
      this.story.count('recoveries told');
      return this.auditor.recoveryPublished(textAt(detail, 'remedyId'));
    }
    const state = textAt(detail, 'state');
    this.story.count(`told: ${state}`);
    this.auditor.outcomePublished(detail);
  }

  /** News is told at least once, late, twice and in any order, and possibly before the reply to the call it is about. */
  private sendWebhook(told: RefundTold, retries: number): void {
    const { random, scheduler, faults, story } = this.around;
    const times = retries === 0 && random.chance(faults.webhookTwice) ? 2 : 1;
    if (times === 2) story.count('news told twice');
    for (let time = 0; time < times; time++) {
      const isLate = random.chance(faults.webhookLate);
      const delayMs = isLate ? random.int(60_000, 8 * 3_600_000) : random.int(1, 2_000);
      scheduler.after(retries > 0 ? 0 : delayMs, () => this.callWebhook(told, retries));
    }
  }

  private callWebhook(told: RefundTold, retries: number): void {
    this.platform.run(this.functions.webhook, told, (end) => {
      if (end.ok) {
        this.story.count(`news: ${textAt(end.value as Plain, 'body')}`);
        return;
      }
      const retryMs = webhookRetries[retries];
      if (retryMs === undefined) {
        this.story.count('news given up on');
        return;
      }
      this.scheduler.after(retryMs, () => this.callWebhook(told, retries + 1));
    });
  }

  private reportMail({ mail, what }: MailReport): void {
    const tags = {
      remedyId: [mail.remedyId],
      customer: [Buffer.from(mail.customerId, 'utf8').toString('base64url')],
      template: [mail.template],
    };
    const bounce = what === 'Bounce' ? { bounce: { bounceType: 'Permanent' } } : {};
    this.bus.accept('aws.ses', 'Mail', { eventType: what, mail: { tags }, ...bounce });
  }
}

/** Often shortly before midnight, where a day's limits change. */
function drawStart(random: Random): number {
  const day = Date.parse('2026-03-01T00:00:00Z') + random.int(0, 300) * 86_400_000;
  return random.chance(0.3) ? day + 86_400_000 - random.int(1, 120_000) : day + random.int(0, 86_399_999);
}

/** Some worlds have limits that are soon reached, others hardly any. */
function drawLimits(random: Random): Limits {
  const isTight = random.chance(0.6);
  const remedies = (tight: number): number => (isTight && random.chance(0.5) ? random.int(1, tight) : 1_000);
  const amountMinor = (tight: number): { GBP: number; JPY?: number } => ({
    GBP: isTight && random.chance(0.5) ? random.int(tight / 3, tight) : 1_000_000,
    ...(random.chance(0.5) && { JPY: 1_000_000 }),
  });
  return {
    ...defaultLimits,
    perRemedy: amountMinor(3_000),
    perCustomer: { windowDays: 30, remedies: remedies(3), amountMinor: amountMinor(5_000) },
    perFailureTypeAndDay: { remedies: remedies(5), amountMinor: amountMinor(6_000) },
    perIncident: { remedies: remedies(3), amountMinor: amountMinor(5_000) },
    perDay: { remedies: remedies(6), amountMinor: amountMinor(8_000) },
    twoPeopleAbove: { GBP: random.pick([500, 1_000, 100_000]), JPY: 100_000 },
    holdHours: random.pick([2, 24, 48]),
  };
}

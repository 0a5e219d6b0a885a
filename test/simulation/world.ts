import { partnerResponseTypes } from '../../lambdas/fulfilment/port/partner-events';
import { defaultLimits, type Limits } from '../../lambdas/model/limits';
import { answerTypeOf } from '../../lambdas/outcomes/inquiry';
import type { OutgoingMail } from '../../lambdas/email/mailer';
import { incidentFixedType } from '../../lambdas/model/judging/incident-fixed';
import { Letterbox } from './afterwards/letterbox';
import { SimChannels } from './channels/sim-channels';
import { Auditor } from './auditor/auditor';
import type { ThiefsWrite } from './auditor/doubts';
import type { StoredItem } from './expressions';
import { crowdFaults, drawFaults, endFaults, leaveMailsInDoubt } from './faults';
import { simFunctions, type CommonResources, type SimFunctions } from './functions';
import { Platform, type FailedInvocation } from './platform';
import type { SimContext } from './process';
import { Random } from './random';
import { Scheduler } from './scheduler';
import { SimBus, type BusEvent } from './sim-bus';
import type { SimFailure } from './sim-company';
import { SimDynamo } from './sim-dynamo';
import { perGiverAndDay, drawPolicies, simDefinitions, type Policies, typeOfGestures } from './sim-failures';
import { SimMailer, type MailReport } from './sim-mailer';
import { asksPartner, SimPartner } from './sim-partner';
import { SimProvider } from './sim-provider';
import { SimQueues } from './sim-queues';
import { SimWebhook } from './sim-webhook';
import { text, type TableWrite } from './sim-table';
import { at, listAt, plainItem, textAt, type Plain } from './stored';
import { isThiefs } from './thief-id';
import { Trace } from './trace';

const minuteMs = 60_000;

/**
 * Most worlds are small. Some go on for weeks, while their customers are written to once more, asked, and answer; some
 * have networks. In some all failures have one cause, whose limit is reached first, and very few are a shop that books
 * everybody who has no account under one id.
 */
export type WorldKind = 'usual' | 'incident' | 'crowd' | 'afterwards' | 'channels';

/** Where a rule delivers what it has in one go, after a trouble of its own. */
const atOnceMs = 15 * minuteMs;

/** More than happens in any world that comes to rest. */
const mostEvents = 400_000;

/** The outcomes that the function that writes to customers hears of. It finds that most of them call for no mail. */
const mailedOf = [
  'RemedyIssued',
  'RemedyLateFailed',
  'RemedyRejected',
  'RemedyNeedsAttention',
  'RemedyHeld',
  'RemedyPending',
];

/** So much likelier than elsewhere a function dies while it tells an owner what became of a mail. */
const riskOfTelling = 5;

/** With these troubles nobody has read a mail for certain, and something else takes its place. */
const unread: readonly string[] = ['bounced', 'suppressed', 'no-address', 'address-refused'];

/** Somebody who sees what functions write, and what others are about to publish. */
interface Onlooker {
  readonly sees: (write: TableWrite) => void;
  readonly hears: (failure: SimFailure) => void;
}

/** One simulated world: the functions, and everything that they reach. What happens there is decided by its seed. */
export class World {
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly trace: Trace;
  readonly context: SimContext;
  readonly auditor: Auditor;
  readonly provider: SimProvider;
  readonly partner: SimPartner;
  readonly dynamo: SimDynamo;
  readonly bus: SimBus;
  readonly queues: SimQueues;
  readonly webhook: SimWebhook;
  readonly platform: Platform;
  readonly functions: SimFunctions;
  readonly policies: Policies;
  readonly limits: Limits;
  readonly startedAt: number;
  readonly kind: WorldKind;
  /** Somebody who may write the table, where there is one. */
  thief: Onlooker | undefined;
  /** Others who see what functions write. */
  readonly onlookers: Pick<Onlooker, 'sees'>[] = [];
  private thiefWrites: ThiefsWrite | undefined;
  private nextSweepAt = Infinity;
  private events = 0;
  private tokens = 0;

  /** Whether there were faults after which nobody knows if a mail was handed over. */
  private readonly mayDoubtMails: boolean;

  /** The networks on which customers write and are written to, in worlds that have them. */
  readonly channels: SimChannels | undefined;
  /** Where customers write, and are answered by people. Only where the world goes on for weeks. */
  readonly letterbox: Letterbox | undefined;

  constructor(seed: number, isTraced: boolean, kind?: 'afterwards' | 'channels') {
    const random = new Random(seed);
    this.random = random;
    this.startedAt = drawStart(random);
    this.scheduler = new Scheduler(this.startedAt);
    this.trace = new Trace(isTraced, this.startedAt, () => this.scheduler.now);
    this.kind = kind ?? drawKind(random);
    const faults = this.kind === 'crowd' ? crowdFaults() : drawFaults(random);
    // Only where a mail comes back, something else takes its place.
    if (this.kind === 'channels') faults.mailBounces = Math.max(faults.mailBounces, 0.4);
    this.mayDoubtMails = leaveMailsInDoubt(faults);
    this.context = { scheduler: this.scheduler, random, faults, trace: this.trace };
    this.limits = drawLimits(random, this.kind === 'incident');
    this.policies = drawPolicies(random);
    this.dynamo = new SimDynamo(this.context, (write) => {
      if (this.thiefWrites) this.auditor.thiefWrote(write, this.thiefWrites);
      else this.auditor.itemWritten(write);
      if (!this.thiefWrites) this.thief?.sees(write);
      for (const onlooker of this.onlookers) onlooker.sees(write);
      this.channels?.auditor.itemWritten(write.sk, plainItem(write.after));
      this.countWrite(write);
      this.planSweep();
    });
    this.provider = new SimProvider(this.context, {
      onAsked: (request) => this.auditor.providerAsked(request),
      onBooked: (refund) => this.auditor.refundBooked(refund),
      onCancelled: (cancellation) => this.auditor.paymentCancelled(cancellation),
      onEvent: (event) => this.webhook.send(event),
      onUnheard: (refund) => this.auditor.refundUnheard(refund),
    });
    this.partner = new SimPartner(this.context, {
      onGiven: (booked) => this.auditor.partGiven(booked),
      onResponse: (type, detail) => this.bus.accept('com.example.partner', type, detail),
    });
    this.auditor = new Auditor({
      now: () => this.scheduler.now,
      stored: (pk, sk) => plainItem(this.dynamo.table.get(pk, sk)),
      refunds: this.provider.refunds,
      payments: this.provider.payments,
      cancellations: this.provider.cancellations,
      partnerBook: this.partner.book,
      limits: { ...this.limits, perGiverAndDay, typeOfGestures },
    });
    this.queues = new SimQueues(this.context);
    const tryLater = (failed: FailedInvocation): void => {
      this.queues.push(failed);
      this.planSweep();
    };
    this.platform = new Platform(
      this.context,
      tryLater,
      (sentence) => this.auditor.report(sentence),
      (functionName, event, startedAt) => {
        this.letterbox?.ended(functionName, event);
        this.channels?.ended(functionName, event);
        this.auditor.functionEnded(functionName, event as Plain, startedAt);
      },
    );
    this.webhook = new SimWebhook(this.context, this.platform, () => this.functions, tryLater);
    this.bus = new SimBus(this.context, this.platform, (event) => this.handlePublished(event));
    // Who dies just here leaves somebody untold, and many other things are tried in these worlds.
    if (kind) this.bus.risks.set('MailUndelivered', riskOfTelling);
    const mailer = new SimMailer(this.context, {
      onTaken: (mail, messageId) => this.mailTaken(mail, messageId),
      onReport: (report) => this.reportMail(report),
    });
    const newToken = (): string => `token-${++this.tokens}`;
    this.letterbox = this.kind === 'afterwards' ? this.letterboxOf(seed, mailer, newToken) : undefined;
    const onTrouble = (remedyId: string, what: string): void => this.auditor.personAlerted(remedyId, what);
    this.channels = this.kind === 'channels' ? this.channelsOf(seed, { newToken, onTrouble }) : undefined;
    // Without dice, so that the other worlds are as they are without it.
    const isFollowed = this.kind === 'afterwards' || seed % 4 === 0;
    this.functions = simFunctions({
      context: this.context,
      dynamo: this.dynamo,
      provider: this.provider,
      bus: this.bus,
      queues: this.queues,
      webhook: this.webhook,
      platform: this.platform,
      limits: this.limits,
      mailer: this.letterbox?.mailer ?? mailer,
      definitions: simDefinitions(this.policies),
      followUps: isFollowed
        ? { refund: true, replacement: true, mended: this.letterbox !== undefined, daysApart: 1 }
        : undefined,
      asksAfterDays: isFollowed ? 1 : undefined,
      beside: [...(this.letterbox?.functions ?? []), ...(this.channels?.functions ?? [])],
      messagesOf: this.channels && ((current) => this.channels?.messagesOf(current) ?? []),
      newToken,
      onTrouble,
    });
    this.wireRules();
  }

  async runUntil(end: number): Promise<void> {
    await this.scheduler.runUntil(end, () => {
      if (++this.events > mostEvents) this.auditor.report(`this world does not come to rest`);
      return this.auditor.violations.length === 0;
    });
  }

  /** Somebody writes an item who is none of the functions: at once, and as if there were nothing else. */
  writeAsThief(item: StoredItem, how: ThiefsWrite): void {
    this.thiefWrites = how;
    this.dynamo.table.put(text(item['pk']), text(item['sk']), item, 0, 0);
    this.thiefWrites = undefined;
  }

  /** Which version of the controls a person sees who looks at them now. */
  controlsVersion(): number {
    return Number(this.dynamo.table.get('CONTROLS', 'CURRENT')?.['version']?.N ?? 0);
  }

  /** How many scheduled events have happened. */
  get eventCount(): number {
    return this.events;
  }

  endFaults(): void {
    endFaults(this.context.faults);
    this.trace.record('the world', () => 'all faults cease');
  }

  /** A person redrives every dead letter, and leaves alone what fails again. */
  redriveDeadLetters(): void {
    for (const { functionName, event } of this.queues.takeDeadLetters()) {
      const { remedies, apology, emailEvents, partnerResponses, partUpdates } = this.functions;
      const beside = [...(this.letterbox?.functions ?? []), ...(this.channels?.functions ?? [])];
      const all = [...remedies, apology, emailEvents, partnerResponses, partUpdates, ...beside];
      const deployed = all.find(({ name }) => name === functionName);
      this.trace.count('dead letters redriven by a person');
      if (deployed) this.platform.invoke(deployed, event);
    }
  }

  /** Every remedy record that people know of, as it is stored now. */
  records(): Plain[] {
    return this.dynamo.table
      .all()
      .map(plainItem)
      .filter((item) => textAt(item, 'sk').startsWith('REMEDY#') && !isThiefs(textAt(item, 'customerId')));
  }

  /** Until the schedule next runs the sweep. */
  msToNextMinute(): number {
    return minuteMs - (this.scheduler.now % minuteMs);
  }

  /** Every mail whose words wait now. */
  heldNotices(): Plain[] {
    return this.dynamo.table
      .all()
      .map(plainItem)
      .filter((item) => textAt(item, 'sk').startsWith('NOTICE#') && textAt(item, 'state') === 'held');
  }

  /** Every mail that people find on the list of those that went wrong or are in doubt. */
  troubledNotices(): Plain[] {
    return this.dynamo.table
      .all()
      .map(plainItem)
      .filter((item) => textAt(item, 'waiting').startsWith('undelivered#'));
  }

  checkEnd(): void {
    const deadLetters = this.queues.deadLetters.map(({ event }) => event);
    const queued = [...deadLetters, ...this.queues.waiting, ...this.webhook.waiting] as Plain[];
    this.auditor.ended(queued, this.mayDoubtMails);
    this.channels?.end(queued);
    // Nothing that functions write may look to them as if somebody else had written it.
    if (!this.thief && this.trace.counts.has('step: foreign-write'))
      this.auditor.report('something was set aside as written by somebody else, and nobody else writes');
  }

  /** The schedule runs the sweep every minute. The minutes in which it would find nothing are left out. */
  planSweep(notBefore = 0): void {
    const { now } = this.scheduler;
    const due = Date.parse(this.dynamo.table.earliestDue() ?? '');
    const wanted = Math.min(Number.isNaN(due) ? Infinity : due, this.queues.earliest(), this.nextBreakerWork());
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

  /** When an account is tried again, or what waited for one goes on. */
  private nextBreakerWork(): number {
    const breakers = Object.values(at(plainItem(this.dynamo.table.get('CONTROLS', 'CURRENT')), 'breakers') ?? {});
    const times = (breakers as Plain[]).map((breaker) => {
      if (textAt(breaker, 'state') === 'open') return Date.parse(textAt(breaker, 'nextTryAt'));
      const closedAt = Date.parse(textAt(breaker, 'closedAt'));
      return this.scheduler.now - closedAt < 15 * minuteMs ? this.scheduler.now : Infinity;
    });
    return Math.min(Infinity, ...times);
  }

  private countWrite({ sk, before, after }: TableWrite): void {
    if (sk.startsWith('REMEDY#')) this.countHold(before, after);
    if (sk === 'INCIDENT' && before?.['decided'] && !after['decided']) this.trace.count('incidents opened anew');
    if (!sk.startsWith('REMEDY#') || after['state']?.S !== 'needs-attention' || before?.['state']?.S !== 'approved')
      return;
    const why = textAt(listAt(plainItem(after), 'history').at(-1), 'why');
    if (why.includes('made good by another remedy')) this.trace.count('releases refused: made good meanwhile');
    if (why.includes('given back in another way')) this.trace.count('releases refused: given back meanwhile');
  }

  /** Why it waits for a person, where that is somebody else's doing. */
  private countHold(before: StoredItem | undefined, after: StoredItem): void {
    if (after['state']?.S !== 'held') return;
    const [why = ''] = listAt(plainItem(after), 'reasons').map((reason) => textAt(reason));
    if (!before && /limit for what .* publishes/.test(why)) this.trace.count('held by the limit of a source');
    if (before && why.includes(' reports it too, and not as ')) {
      this.trace.count('contradictions left to a person');
    }
  }

  private wireRules(): void {
    const { remedies, apology, emailEvents, partnerResponses } = this.functions;
    for (const remedy of remedies) this.bus.addRule(remedy.name, remedy);
    for (const outcome of mailedOf) {
      this.bus.addTarget(outcome, (event) => {
        const waitsMs = this.letterbox?.onWay(event) ?? 0;
        if (waitsMs === 0) this.platform.invoke(apology, event);
        else this.scheduler.after(waitsMs, () => this.platform.invoke(apology, event));
      });
    }
    if (this.letterbox) this.bus.addRule(incidentFixedType, apology);
    if (this.channels) this.wireChannels(this.channels);
    this.bus.addRule('Mail', emailEvents);
    for (const response of partnerResponseTypes) this.bus.addRule(response, partnerResponses);
    for (const { name } of remedies) this.bus.addRule(answerTypeOf(name), partnerResponses);
    for (const request of asksPartner) this.bus.addTarget(request, (event) => this.partner.handle(event));
  }

  private wireChannels({ deployed: { answers }, random }: SimChannels): void {
    const isTogether = random.chance(0.3);
    this.bus.addTarget('MailUndelivered', (event) => {
      if (!unread.includes(textAt(event.detail as Plain, 'trouble'))) return;
      if (!isTogether) return this.platform.invoke(this.functions.apology, event);
      this.trace.count('unread mails told of at once');
      const waitsMs = atOnceMs - (this.scheduler.now % atOnceMs);
      this.scheduler.after(waitsMs, () => this.platform.invoke(this.functions.apology, event));
    });
    this.bus.addRule('MessageReported', this.functions.emailEvents);
    this.bus.addTarget('AnswerWritten', (event) => {
      const network = textAt(event.detail as Plain, 'replyTo', 'network');
      const name = network === 'messenger' ? 'facebook' : network;
      this.platform.invoke(answers[name as keyof typeof answers], event);
    });
  }

  private handlePublished(event: BusEvent): void {
    if (event.source !== 'amends') return;
    const detail = event.detail as Plain;
    const type = event['detail-type'];
    if (asksPartner.includes(type)) return this.auditor.partnerAsked(type, detail);
    if (type === 'RecoveryRecorded') {
      this.trace.count('recoveries published');
      return this.auditor.recoveryPublished(textAt(detail, 'remedyId'));
    }
    if (type === 'InformationRequested') return this.trace.count('questions published');
    if (type === 'MailUndelivered') {
      this.trace.count(`owners told: ${textAt(detail, 'trouble')}`);
      return this.auditor.ownerTold(detail);
    }
    this.channels?.published(type, detail);
    if (!type.startsWith('Remedy')) return this.trace.count(`published: ${type}`);
    const state = textAt(detail, 'state');
    this.trace.count(`published: ${state}`);
    this.auditor.outcomePublished(detail);
  }

  private letterboxOf(seed: number, mailer: SimMailer, newToken: () => string): Letterbox {
    const { context, dynamo, bus } = this;
    return new Letterbox(seed, { context, dynamo, bus, mailer, newToken });
  }

  private channelsOf(seed: number, common: Pick<CommonResources, 'newToken' | 'onTrouble'>): SimChannels {
    const { context, dynamo, bus, queues } = this;
    const report = (sentence: string): void => this.auditor.report(sentence);
    return new SimChannels(seed, { ...common, context, dynamo, bus, queues, platform: () => this.platform, report });
  }

  private mailTaken(mail: OutgoingMail, messageId: string): void {
    this.letterbox?.onMail(mail, () => this.reportMail({ messageId, mail, what: 'Complaint', at: this.scheduler.now }));
    if (!mail.template.startsWith('answer-')) this.auditor.mailSent(mail);
  }

  private reportMail({ messageId, mail, what }: MailReport): void {
    const tags = {
      remedyId: [mail.remedyId],
      customer: [Buffer.from(mail.customerId, 'utf8').toString('base64url')],
      template: [mail.template],
    };
    const bounce = what === 'Bounce' ? { bounce: { bounceType: 'Permanent' } } : {};
    this.bus.accept('aws.ses', 'Mail', { eventType: what, mail: { messageId, tags }, ...bounce });
  }
}

function drawKind(random: Random): WorldKind {
  if (random.chance(1 / 700)) return 'crowd';
  return random.chance(0.1) ? 'incident' : 'usual';
}

/** Often shortly before midnight, where a day's limits change. */
function drawStart(random: Random): number {
  const day = Date.parse('2026-03-01T00:00:00Z') + random.int(0, 300) * 86_400_000;
  return random.chance(0.3) ? day + 86_400_000 - random.int(1, 120_000) : day + random.int(0, 86_399_999);
}

/** Some worlds have limits that are soon reached, others hardly any. */
function drawLimits(random: Random, isOfIncidents: boolean): Limits {
  const isTight = !isOfIncidents && random.chance(0.6);
  const remedies = (tight: number): number => (isTight && random.chance(0.5) ? random.int(1, tight) : 1_000_000);
  const amountMinor = (tight: number): Record<string, number> => ({
    ...Object.fromEntries(
      ['GBP', 'ISK', 'KWD', 'MGA'].map((currency) => [
        currency,
        isTight && random.chance(0.5) ? random.int(tight / 3, tight) : 1_000_000_000,
      ]),
    ),
    ...(random.chance(0.5) && { JPY: 1_000_000_000 }),
  });
  const inAll = (tight: number): { referenceMinor?: number } =>
    isTight && random.chance(0.5) ? { referenceMinor: random.int(tight / 3, tight) } : {};
  return {
    ...defaultLimits,
    perRemedy: amountMinor(3_000),
    perCustomer: { windowDays: 30, remedies: remedies(3), amountMinor: amountMinor(5_000) },
    perFailureTypeAndDay: { remedies: remedies(5), amountMinor: amountMinor(6_000), ...inAll(6_000) },
    perIncident: {
      remedies: isOfIncidents ? random.int(0, 2) : remedies(3),
      amountMinor: amountMinor(5_000),
      ...inAll(5_000),
    },
    perDay: { remedies: remedies(6), amountMinor: amountMinor(8_000), ...inAll(8_000) },
    perSourceAndDay: { remedies: remedies(4), amountMinor: amountMinor(6_000), ...inAll(6_000) },
    timeZone: random.pick(['UTC', 'UTC', 'Asia/Tokyo', 'America/Los_Angeles']),
    twoPeopleAbove: { GBP: random.pick([500, 1_000, 100_000]), JPY: 100_000, ISK: 1_000, KWD: 1_000, MGA: 1_000 },
    holdHours: random.pick([2, 24, 48]),
  };
}

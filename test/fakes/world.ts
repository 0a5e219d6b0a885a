import { exampleBrands } from './brands';
import type { Failure } from '../../lambdas/failures/definition/failure';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import type { CommonOptions } from '../../lambdas/failures/definition/policy';
import { videoPlaybackFailed } from '../../lambdas/failures/video-playback-failed/video-playback-failed';
import { QuotaLease } from '../../lambdas/ledger/quota-lease';
import { KnownIncidents } from '../../lambdas/flow/follow/hear-fix';
import { apologise } from '../../lambdas/flow/notify/apologise';
import type { ApologyContext, ApologyResult } from '../../lambdas/flow/notify/apology-delivery';
import { CachedControls } from '../../lambdas/ledger/cached-controls';
import type { RemedyKey } from '../../lambdas/ledger/port/ledger';
import {
  applyEmailEvent,
  type EmailEventContext,
  type EmailEventResult,
} from '../../lambdas/flow/inbound/apply-email-event';
import { askAboutReports } from '../../lambdas/flow/inbound/reported-failures';
import { applyPartUpdate, type PartUpdateResult } from '../../lambdas/flow/inbound/apply-part-update';
import { countCohort } from '../../lambdas/flow/operate/cohort';
import { approveHold, rejectHold, type HoldResult, type HoldContext } from '../../lambdas/flow/operate/holds';
import { approveIncident, rejectIncident, type VerdictContext } from '../../lambdas/flow/operate/incident-verdicts';
import type { RetryContext } from '../../lambdas/flow/operate/retry-remedy';
import { handleFailure } from '../../lambdas/flow/remedy/handle-failure';
import type { RemedyContext, RemedyResult } from '../../lambdas/flow/remedy/remedy-context';
import { sweep, type SweepContext, type SweepReport } from '../../lambdas/flow/sweep/sweep';
import { switchMode, type SwitchContext } from '../../lambdas/flow/operate/switch-mode';
import type { PartUpdate } from '../../lambdas/fulfilment/port/part-update';
import type { DeclineReason, PartOutcome } from '../../lambdas/fulfilment/port/part-outcome';
import type { Partners } from '../../lambdas/fulfilment/port/partner';
import type { RefundEvent } from '../../lambdas/fulfilment/port/webhook-event';
import type { FollowUpOptions } from '../../lambdas/ledger/follow/follow-ups';
import { noticeTemplates, type Notice, type NoticeTemplate } from '../../lambdas/ledger/notice/notice';
import type { RemedyRecord } from '../../lambdas/ledger/remedy-record';
import type { ModeSetting } from '../../lambdas/model/controls';
import { defaultLimits, type Limits } from '../../lambdas/model/limits';
import type { EmailEvent } from '../../lambdas/email/email-event';
import type { Outcome, OutcomeState } from '../../lambdas/outcomes/outcome';
import { FakeFunctions } from './fake-functions';
import { FakeMailer } from './fake-mailer';
import { FakeOutcomes } from './fake-outcomes';
import { FakePartner } from './fake-partner';
import { FakeRefundProvider } from './fake-refund-provider';
import { FakeRetryQueue } from './fake-retry-queue';
import { contentOfRecord } from '../../lambdas/ledger/seal/sealed-content';
import { SealedIncidents } from '../../lambdas/ledger/seal/sealed-incidents';
import { SealedLedger } from '../../lambdas/ledger/seal/sealed-ledger';
import { FakeSeals } from './fake-seals';
import { FakeUndelivered } from './fake-undelivered';
import { MemoryBudgets } from './memory-budgets';
import { MemoryControls } from './memory-controls';
import { MemoryConversations } from './memory-conversations';
import { MemoryFeedback } from './memory-feedback';
import { MemoryFixes } from './memory-fixes';
import { MemoryIncidents } from './memory-incidents';
import { MemoryLedger } from './memory-ledger';
import { MemoryTurns } from './memory-turns';
import { MemoryWaitingList } from './memory-waiting-list';
import { Life } from './mortal';
import { RecordingObserver } from './recording-observer';

/** Lambda waits a minute before it delivers a failed event again. */
export const redeliveryMs = 60_000;

/** How often an event is delivered at most, as Lambda does: once, and twice again. */
const deliveries = 3;

/** How long one run of the sweep goes on with new work. */
const sweepMs = 32_000;

/** The outcomes that the rules hand to the function that writes to customers. */
const writtenOf: readonly OutcomeState[] = ['issued', 'late-failed', 'rejected', 'needs-attention'];
const writtenOfIfAnnounced: readonly OutcomeState[] = ['held', 'pending'];

function isWrittenOf({ state, announced }: Outcome): boolean {
  return writtenOf.includes(state) || (announced !== undefined && writtenOfIfAnnounced.includes(state));
}

/**
 * Everything around the road, in memory: the ledger with its lists, the provider, the bus, the mail service, the queue
 * of the undelivered, the people, and a clock set by hand.
 */
export class World {
  now = Date.parse('2026-11-20T20:45:00Z');
  limits: Limits = defaultLimits;
  options: CommonOptions | undefined;
  /** Which system publishes the failures from now on. */
  source: string | undefined;
  /** When failures are published that are delivered from now on. */
  detectedAt = '2026-11-20T20:44:59Z';
  readonly clock = (): Date => new Date(this.now);
  readonly controlsStore = new MemoryControls();
  readonly ledger = new MemoryLedger(this.controlsStore);
  readonly incidents = new MemoryIncidents();
  readonly fixes = new MemoryFixes(this.ledger);
  readonly waiting = new MemoryWaitingList(this.ledger, this.incidents, this.fixes);
  readonly budgets = new MemoryBudgets();
  readonly provider = new FakeRefundProvider(this.clock);
  readonly partner = new FakePartner(this.clock);
  readonly outcomes = new FakeOutcomes();
  readonly undelivered = new FakeUndelivered();
  readonly mailer = new FakeMailer();
  readonly observer = new RecordingObserver();
  readonly retryQueue = new FakeRetryQueue('remedies', this.clock);
  readonly functions = new FakeFunctions();
  /** Of all functions here. */
  readonly seals = new FakeSeals();
  private tokens = 0;
  answered = 0;

  constructor(public definition: FailureDefinition = videoPlaybackFailed) {
    this.functions.deploy('remedies', (payload) => this.deliver(payload as Failure));
  }

  /** Whether the provider can be asked what it knows of a payment. */
  asksForPayments = true;

  /** The ports of a function instance that starts now, with nothing reserved and no switch read. */
  ports(life = new Life()): RemedyContext {
    return {
      ...this.everyonesPorts(life),
      refunds: life.lead(this.provider),
      payments: this.asksForPayments ? life.lead(this.provider) : undefined,
      partners: this.partners(life),
      incidents: new SealedIncidents(life.lead(this.incidents), this.seals),
      limits: this.limits,
      options: this.options,
      quota: new QuotaLease(life.lead(this.budgets), this.clock),
      controls: new CachedControls(),
      controlsStore: life.lead(this.controlsStore),
      backOff: () => Promise.resolve(),
    };
  }

  sweepPorts(life = new Life()): SweepContext {
    return {
      ...this.everyonesPorts(life),
      refunds: life.lead(this.provider),
      payments: this.asksForPayments ? life.lead(this.provider) : undefined,
      marks: life.lead(this.ledger.marks),
      partners: this.partners(life),
      incidents: new SealedIncidents(life.lead(this.incidents), this.seals),
      waiting: life.lead(this.waiting),
      fixes: life.lead(this.fixes),
      limits: this.limits,
      quota: new QuotaLease(life.lead(this.budgets), this.clock),
      controlsStore: life.lead(this.controlsStore),
      controls: new CachedControls(),
      retryQueues: [life.lead(this.retryQueue)],
      functions: life.lead(this.functions),
      undelivered: life.lead(this.undelivered),
      pace: () => Promise.resolve(),
    };
  }

  holdPorts(life = new Life()): HoldContext {
    return {
      ...this.everyonesPorts(life),
      incidents: new SealedIncidents(life.lead(this.incidents), this.seals),
      controlsStore: life.lead(this.controlsStore),
    };
  }

  verdictPorts(life = new Life()): VerdictContext {
    return { ...this.holdPorts(life), waiting: life.lead(this.waiting), limits: this.limits };
  }

  /** As a person sees lists of it. */
  get lists() {
    const listed = ({ customerId, remedyId }: RemedyKey) => this.ledger.readRemedy(customerId, remedyId);
    return { ledger: { listed }, waiting: this.waiting };
  }

  retryPorts(life = new Life()): RetryContext {
    return { ...this.verdictPorts(life), quota: new QuotaLease(life.lead(this.budgets), this.clock) };
  }

  /** The provider knows the payment of a purchase from now on. */
  pay({ purchase: { paymentId, currency } }: Failure): void {
    this.provider.currencies.set(paymentId, currency);
  }

  /** One delivery of a failure to a function that lives that life. */
  async deliver(failure: Failure, life = new Life(), ports = this.ports(life)): Promise<RemedyResult> {
    this.pay(failure);
    const deadlineMs = ports.clock().getTime() + 20_000;
    const delivery = { failure, detectedAt: this.detectedAt, source: this.source, deadlineMs };
    return handleFailure(delivery, this.definition, ports);
  }

  /** Who is written to once more, and what speaks against it. */
  followUpOptions: FollowUpOptions | undefined;
  readonly turns = new MemoryTurns();
  readonly conversations = new MemoryConversations();
  /** How a customer is placed with us, over all of their remedies. */
  readonly hindrances = new MemoryFeedback(this.ledger, this.conversations);
  /** Where customers are asked whether it was made right. Nobody is where there is nothing. */
  asking: ApologyContext['asking'];
  /** How long after it should have arrived. */
  daysAfterArrival: number | undefined;

  /** What is checked afterwards. */
  checks: ApologyContext['checks'];

  /** How mails are kept as they left. None are where there is nothing. */
  keeping: ApologyContext['keeping'];

  /** Who is on a page that tells of it. Mails wait for no page where there is nothing. */
  pageFirst: ApologyContext['pageFirst'];

  /** One delivery of an outcome to the function that writes to customers. */
  async apologise(outcome: Outcome, life = new Life()): Promise<ApologyResult> {
    const incidents = new SealedIncidents(life.lead(this.incidents), this.seals);
    const ports: ApologyContext = {
      ...this.everyonesPorts(life),
      incidents,
      limits: this.limits,
      mailer: life.lead(this.mailer),
      undelivered: life.lead(this.undelivered),
      checks: this.checks,
      pageFirst: this.pageFirst,
      keeping: this.keeping,
      followUps: this.followUpOptions && {
        options: this.followUpOptions,
        turns: life.lead(this.turns),
        conversations: life.lead(this.conversations),
        hindrances: life.lead(this.hindrances),
        incidents: new KnownIncidents(life.lead(this.fixes)),
      },
      asking: this.asking,
    };
    const failure = outcome.failure as Failure | undefined;
    const customerId = outcome.customerId ?? failure?.customer.id ?? '';
    return apologise({ outcome, customerId, failure, definition: this.definition, brands: exampleBrands }, ports);
  }

  /** Delivers until it is done, as Lambda does. Only the first delivery lives the given life. */
  async deliverUntilDone<Result>(deliver: (life: Life) => Promise<Result>, firstLife: Life): Promise<Result> {
    let life = firstLife;
    for (let delivery = 1; ; delivery++) {
      try {
        return await deliver(life);
      } catch (error) {
        if (delivery === deliveries) throw error;
        this.now += redeliveryMs;
        life = new Life();
      }
    }
  }

  /**
   * The whole road of one failure, its first deliveries living the given lives, and everything that was ever published
   * delivered again.
   */
  async publishFailure(failure: Failure, remedyLife = new Life(), apologyLife = new Life()): Promise<void> {
    await this.deliverUntilDone((life) => this.deliver(failure, life), remedyLife);
    this.answered = 0;
    await this.write(apologyLife);
  }

  /** Delivers what was published since to the function that writes to customers. */
  async write(firstLife = new Life()): Promise<void> {
    let life = firstLife;
    for (; this.answered < this.outcomes.published.length; this.answered++) {
      const outcome = this.outcomes.published[this.answered];
      if (!outcome || !isWrittenOf(outcome)) continue;
      await this.deliverUntilDone((next) => this.apologise(outcome, next), life);
      life = new Life();
    }
  }

  /** One run of the sweep, in a function instance of its own. */
  async sweep(life = new Life(), ports = this.sweepPorts(life)): Promise<SweepReport> {
    return sweep(ports, this.now + sweepMs);
  }

  /** Lets time pass with a sweep and the mails after it, so often. */
  async sweepEvery(ms: number, times: number): Promise<void> {
    for (let run = 0; run < times; run++) {
      this.now += ms;
      await this.sweep();
      await this.write();
    }
  }

  async approve(
    actor: string,
    { customerId, remedyId }: Pick<RemedyRecord, 'customerId' | 'remedyId'> = this.onlyRecord(),
    message?: string,
  ) {
    const verdict = { why: 'looked at it', message };
    return approveHold({ customerId, remedyId, actor }, verdict, this.holdPorts());
  }

  async reject(
    actor: string,
    why: string,
    { customerId, remedyId }: Pick<RemedyRecord, 'customerId' | 'remedyId'> = this.onlyRecord(),
    life = new Life(),
  ): Promise<HoldResult> {
    return rejectHold({ customerId, remedyId, actor }, { why }, this.holdPorts(life));
  }

  async decideIncident(
    incidentId: string,
    verdict: 'approved' | 'rejected',
    actor = 'ann',
    message?: string,
  ): Promise<HoldResult['answer']> {
    const ports = this.verdictPorts();
    const decided = { incidentId, actor, why: 'looked at it' };
    if (verdict === 'rejected') return (await rejectIncident(decided, {}, ports)).answer;
    const { cohort: seen } = await countCohort(incidentId, ports);
    return (await approveIncident(decided, { seen, message }, ports)).answer;
  }

  async switchMode(target: string, setting: ModeSetting, actor = 'ops-ann', why = 'a test'): Promise<void> {
    const ports: SwitchContext = { ...this.everyonesPorts(new Life()), controlsStore: this.controlsStore };
    const { answer } = await switchMode({ target, setting, actor, why }, ports);
    if (answer !== 'done') throw new Error(`${target} was not switched`);
  }

  /** The provider reports by itself what became of a part, at our webhook. */
  async applyUpdate(
    outcome: PartOutcome,
    change: Partial<RefundEvent> = {},
    life = new Life(),
  ): Promise<PartUpdateResult> {
    return applyPartUpdate(this.newsOf(outcome, change), 'asked', this.everyonesPorts(life));
  }

  /** A refund of the only record fails after all: its webhook arrives, and the provider is asked. */
  async failLate(reason: DeclineReason, change: Partial<RefundEvent> = {}): Promise<void> {
    const { customerId, remedyId } = this.onlyRecord();
    const key = `${remedyId}_${change.partNumber ?? 1}`;
    this.provider.failLater(key, reason);
    await this.applyUpdate({ state: 'declined', reason, providerRef: `re_${key}` }, change);
    const record = await this.ledger.readRemedy(customerId, remedyId);
    if (record) await askAboutReports(record, this.sweepPorts());
  }

  /** A partner reports by itself what became of a part of the only record. */
  async applyPartnerUpdate(update: Omit<PartUpdate, 'remedyId' | 'customerId'>): Promise<PartUpdateResult> {
    const { remedyId, customerId, parts } = this.onlyRecord();
    const part = parts.find(({ number }) => number === update.partNumber);
    // Whoever reports it has it in its own books too.
    if (part && update.outcome) this.partner.settle(part.key, update.outcome);
    return applyPartUpdate({ remedyId, customerId, ...update }, 'applied', this.everyonesPorts(new Life()));
  }

  newsOf(outcome: PartOutcome, change: Partial<RefundEvent> = {}): RefundEvent {
    const record = this.ledger.records.values().next().value;
    return {
      type: 'refund',
      eventId: 'evt_1',
      remedyId: record?.remedyId ?? 'rem_unknown',
      partNumber: 1,
      customerId: 'cus_501',
      outcome,
      amountMinor: 399,
      currency: 'GBP',
      createdAt: this.clock().toISOString(),
      ...change,
    };
  }

  emailPorts(life = new Life()): EmailEventContext {
    const { daysAfterArrival } = this;
    const [undelivered, turns] = [life.lead(this.undelivered), life.lead(this.turns)];
    return { ...this.everyonesPorts(life), undelivered, turns, daysAfterArrival };
  }

  /** The mail service reports what became of a mail of the only record. */
  async applyEmailEvent(
    template: NoticeTemplate,
    state: EmailEvent['state'],
    life = new Life(),
  ): Promise<EmailEventResult> {
    const { customerId, remedyId } = this.onlyRecord();
    return applyEmailEvent({ customerId, remedyId, template, state }, this.emailPorts(life));
  }

  /** The states that were published, in their order. */
  reported(): OutcomeState[] {
    return this.outcomes.published.map(({ state }) => state);
  }

  /** The record as one of our functions would have written it. */
  async sealed(record: RemedyRecord): Promise<RemedyRecord> {
    return { ...record, seal: await this.seals.seal(contentOfRecord(record)) };
  }

  onlyRecord(): RemedyRecord {
    const [record, ...others] = this.ledger.records.values();
    if (!record || others.length > 0) throw new Error(`the ledger has ${others.length + (record ? 1 : 0)} entries`);
    return record;
  }

  /** The mails of the only record, by template. */
  notices(): Partial<Record<NoticeTemplate, Notice>> {
    const { customerId, remedyId } = this.onlyRecord();
    const known = noticeTemplates.map((template) => this.ledger.notice({ customerId, remedyId, template }));
    return Object.fromEntries(known.flatMap((notice) => (notice ? [[notice.template, notice]] : [])));
  }

  /** One system carries out all that the payment provider does not. */
  private partners(life: Life): Partners {
    const partner = life.lead(this.partner);
    return { credit: partner, replacement: partner, entitlement: partner, callback: partner };
  }

  private everyonesPorts(life: Life) {
    return {
      ledger: new SealedLedger(life.lead(this.ledger), this.seals, this.seals),
      budgets: life.lead(this.budgets),
      outcomes: life.lead(this.outcomes),
      observer: this.observer,
      clock: this.clock,
      newToken: () => `token-${++this.tokens}`,
    };
  }
}

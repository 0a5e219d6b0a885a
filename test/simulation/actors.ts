import { eraseCustomer } from '../../lambdas/flow/operate/erase-customer';
import { countCohort } from '../../lambdas/flow/operate/cohort';
import { approveHold, extendHold, rejectHold } from '../../lambdas/flow/operate/holds';
import { approveIncident, rejectIncident, withdrawVerdict } from '../../lambdas/flow/operate/incident-verdicts';
import type { Cohort } from '../../lambdas/ledger/incident';
import { switchMode } from '../../lambdas/flow/operate/switch-mode';
import { modes } from '../../lambdas/model/controls';
import type { OperatorCall } from './functions';
import {
  detailOf,
  drawCompany,
  drawFailure,
  drawLines,
  drawSibling,
  drawSight,
  emailOf,
  paidFor,
  type SimFailure,
} from './sim-company';
import { failureTypes } from './sim-failures';
import { at, textAt, type Plain } from './stored';
import type { World } from './world';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * How long a world goes on after its faults: longer than a refund may take to fail late, and a poll may be rescheduled.
 */
const calmMs = 8 * dayMs;

const people = ['ann', 'bob', 'cleo'];

/** The people and systems around the functions, with everything they will do, drawn from the seed. */
export class Actors {
  private readonly troubledMs: number;
  /** Every target that was ever switched. */
  private readonly switched = new Set<string>();
  /** What people last saw waiting with each incident. It may be more by now. */
  private readonly seen = new Map<string, Cohort>();
  /** The outages that were reported, by their service. */
  private readonly spans = new Map<string, NonNullable<SimFailure['once']['span']>[]>();

  constructor(private readonly world: World) {
    this.troubledMs = world.random.pick([120 * secondMs, hourMs, 5 * hourMs, dayMs, 3 * dayMs]);
  }

  /** Runs the whole world. */
  async run(): Promise<void> {
    const { world } = this;
    const start = world.startedAt;
    this.planFailures();
    this.planPeople();
    this.planChanges();
    await world.runUntil(start + this.troubledMs);
    world.endFaults();
    this.planEndOfHolds();
    await world.runUntil(start + this.troubledMs + calmMs);
    const nobodyWaits = world.records().every((record) => textAt(record, 'state') !== 'held');
    if (nobodyWaits && world.random.chance(0.25)) await world.runUntil(this.replayArchive() + 2 * dayMs);
  }

  private planFailures(): void {
    const { random, provider, auditor } = this.world;
    const isStorm = random.chance(0.04);
    // One guest id for everybody.
    const isGuest = isStorm && random.chance(0.3);
    const lines = drawLines(random, isGuest ? 1 : isStorm ? random.int(4, 6) : random.int(1, 3));
    for (const paymentId of new Set(lines.map((line) => line.paymentId))) {
      const ofPayment = lines.filter((line) => line.paymentId === paymentId);
      const amountMinor = paidFor(ofPayment);
      auditor.sold(paymentId, amountMinor);
      for (const line of ofPayment) auditor.sold(`${paymentId}/${line.lineId}`, line.amountMinor);
      provider.addPayment(paymentId, amountMinor, ofPayment[0]?.currency ?? 'GBP');
      this.planTrouble(paymentId, amountMinor);
    }
    this.planAccountTrouble();
    const failures = new Map<string, SimFailure>();
    // Small worlds: what can go wrong goes wrong between a few failures, and more worlds fit into a minute.
    const count = isStorm ? random.int(10, 20) : random.pick([1, 1, 2, 2, 3, 5]);
    const incidentShare = random.pick([0, 0.5, 1]);
    const types = drawCompany(random);
    const together = random.chance(0.4);
    const burst = random.int(0, this.troubledMs / 2);
    for (let index = 0; index < count; index++) {
      const acquired = drawFailure(random, lines, types, incidentShare, this.world.startedAt);
      const identity = `${acquired.subject} ${acquired.type} ${acquired.occurrence}`;
      // One failure has one cause, whichever detector sees it.
      const failure = failures.get(identity) ?? acquired;
      failures.set(identity, failure);
      const afterMs = together ? burst + random.int(0, 200) : random.int(0, this.troubledMs / 2);
      this.publish(failure, afterMs);
      this.publishSiblings(failure, afterMs);
      // Another detector sees the same thing, or the same one publishes it again under a new event id.
      if (random.chance(0.35)) this.publish(failure, random.chance(0.5) ? afterMs : afterMs + random.int(0, hourMs));
      // The proof that is awaited comes soon, late or never, or a detector sees that nothing is owed.
      if (failure.type === 'ItemBroken' && random.chance(0.6)) this.publish(failure, random.int(0, this.troubledMs));
    }
  }

  /** What else is reported of the same service, order or line: at the same moment, or later. */
  private publishSiblings(failure: SimFailure, afterMs: number): void {
    const { random, startedAt } = this.world;
    for (let more = random.int(0, 3); more > 0; more--) {
      const sibling = drawSibling(random, failure, startedAt);
      if (!sibling) return;
      this.publish(sibling, random.chance(0.3) ? afterMs : random.int(0, this.troubledMs));
    }
  }

  private publish(failure: SimFailure, afterMs: number): void {
    const { scheduler, random, trace, bus, auditor } = this.world;
    const isOld = random.chance(0.03);
    scheduler.after(afterMs, () => {
      const { purchase, type, subject, occurrence } = failure;
      const { customerId, orderId, lineId, paymentId, amountMinor: paidMinor } = purchase;
      const seen = drawSight(random, failure);
      const occurredAt = scheduler.now - (isOld ? 100 * dayMs : random.int(0, hourMs));
      const detail = detailOf(failure, seen, random, occurredAt);
      trace.count(`failures published${lineId === undefined ? ' of whole orders' : ''}`);
      trace.record('a detector', () => `publishes ${type} of ${subject} (${occurrence}), ${JSON.stringify(seen)}`);
      const identity = { customerId, type, subject, occurrence, hasProof: seen.hasProof, once: failure.once };
      this.countOnce(failure);
      if (customerId !== textAt(detail as Plain, 'customer', 'id')) trace.count('ids published in another spelling');
      const paid = { orderId, lineId: lineId ?? '', paymentId, paidMinor };
      auditor.failurePublished({ ...identity, email: emailOf(customerId), ...paid });
      bus.accept('com.example.shop', type, detail);
    });
  }

  /** What may be made good under another name, and is by several reports in this world. */
  private countOnce({ once: { span, shipmentId, pieces }, subject }: SimFailure): void {
    const { trace } = this.world;
    if (shipmentId !== undefined) trace.count('parcels of one order late');
    if (pieces) trace.count('pieces of a line broken');
    if (!span) return;
    trace.count('outages reported');
    const before = this.spans.get(subject) ?? [];
    this.spans.set(subject, [...before, span]);
    const isOther = (other: typeof span): boolean => other.from !== span.from || other.until !== span.until;
    if (before.some((other) => isOther(other) && other.from < span.until && span.from < other.until)) {
      trace.count('outages reported that overlap');
    }
  }

  /** The account falls into trouble once or twice, for minutes or for longer than a key lasts. */
  private planAccountTrouble(): void {
    const { random, scheduler, provider, context } = this.world;
    if (!random.chance(context.faults.accountTrouble)) return;
    for (let time = random.int(1, 2); time > 0; time--) {
      const forMs = random.chance(0.5) ? random.int(1, 60) * minuteMs : random.int(1, 30) * hourMs;
      const isMute = random.chance(0.5);
      scheduler.after(random.int(0, this.troubledMs / 2), () => provider.fallIntoTrouble(forMs, isMute));
    }
  }

  /** A dispute, or a refund by hand. */
  private planTrouble(paymentId: string, amountMinor: number): void {
    const { random, scheduler, provider } = this.world;
    // All of it ends while the world goes on, so that what waits for it has to go on too.
    if (random.chance(0.07)) {
      provider.authoriseOnly(paymentId, random.int(minuteMs, this.troubledMs + dayMs), random.chance(0.3));
    }
    if (random.chance(0.08)) {
      const [afterMs, endsAfterMs] = [random.int(0, this.troubledMs), random.int(minuteMs, 2 * dayMs)];
      const isLost = random.chance(0.5);
      scheduler.after(afterMs, () => provider.dispute(paymentId, endsAfterMs, isLost));
    }
    if (random.chance(0.08)) {
      scheduler.after(random.int(0, this.troubledMs), () =>
        provider.refundByHand(paymentId, random.chance(0.5) ? amountMinor : random.int(1, amountMinor)),
      );
    }
  }

  private planPeople(): void {
    const { random, scheduler } = this.world;
    for (let visit = random.int(0, 4); visit > 0; visit--) {
      scheduler.after(random.int(0, this.troubledMs), () => this.decideHolds(0.8));
    }
    if (random.chance(0.15)) {
      scheduler.after(random.int(0, this.troubledMs), () => this.erase(`c${random.int(1, 3)}`));
    }
  }

  private planChanges(): void {
    const { random, scheduler, policies, trace } = this.world;
    if (random.chance(0.35)) {
      for (let change = random.int(1, 3); change > 0; change--) {
        const afterMs = random.int(0, this.troubledMs);
        scheduler.after(afterMs, () => this.switchSomething());
        if (random.chance(0.1)) scheduler.after(afterMs, () => this.switchSomething());
      }
    }
    if (random.chance(0.35)) {
      scheduler.after(random.int(0, this.troubledMs), () => {
        policies.version += 1;
        policies.share = random.pick([0.3, 0.5, 0.9, 1]);
        trace.count('policies changed');
        trace.record('the world', () => `deploys policy ${policies.version}, share ${policies.share}`);
      });
    }
  }

  /**
   * Once all is calm, everything is switched on again, and people decide what is held: sooner or later, more or less.
   */
  private planEndOfHolds(): void {
    const { random, scheduler } = this.world;
    [...this.switched].forEach((target, index) => {
      // Not before the last switch has ended, which would otherwise stay for ever.
      scheduler.after((index + 1) * minuteMs, () => this.switchMode(target, 'auto', undefined));
    });
    for (const afterMs of [hourMs, 2 * hourMs, 10 * hourMs]) {
      scheduler.after(afterMs + random.int(0, hourMs), () => this.decideHolds(0.9));
    }
    if (random.chance(0.5)) scheduler.after(random.int(1, 30) * hourMs, () => this.world.redriveDeadLetters());
    // What is left undecided after this stays held, and must not be lost.
    for (const afterMs of [dayMs, 1.1 * dayMs, 1.2 * dayMs]) scheduler.after(afterMs, () => this.decideHolds(1));
  }

  private decideHolds(share: number): void {
    const { random, trace } = this.world;
    for (const record of this.world.records()) {
      if (textAt(record, 'state') !== 'held' || !random.chance(share)) continue;
      if (at(record, 'hold', 'withIncident') === true) {
        const incidentId = textAt(record, 'incidentId');
        if (random.chance(0.15)) this.withdrawVerdict(incidentId);
        else this.decideIncident(incidentId);
        continue;
      }
      const [first, second] = random.pick([
        ['ann', 'bob'],
        ['bob', 'cleo'],
        ['ann', 'ann'],
        ['ann', undefined],
      ] as const);
      const what = random.int(1, 10);
      if (what <= 7) {
        this.approve(record, first);
        if (second !== undefined) this.approve(record, second);
        if (second === first) trace.count('approvals by the same person twice');
      } else if (what <= 9) this.reject(record);
      else this.extend(record);
    }
  }

  private approve(record: Plain, actor: string): void {
    const { auditor, random } = this.world;
    const [customerId, remedyId] = [textAt(record, 'customerId'), textAt(record, 'remedyId')];
    const decided = { decision: 'approve', remedyId, person: actor } as const;
    const message = random.chance(0.3) ? `${actor} approved it.` : undefined;
    this.callOperatorApi(random.int(0, 300), `${actor} approves ${remedyId}`, async (ports) => {
      auditor.decisionBegun(decided);
      const result = await approveHold({ customerId, remedyId, actor }, { why: 'looked at it', message }, ports);
      auditor.decisionAnswered(decided, result.answer);
      return result;
    });
  }

  private reject(record: Plain): void {
    const { auditor, random } = this.world;
    const [customerId, remedyId, actor] = [
      textAt(record, 'customerId'),
      textAt(record, 'remedyId'),
      random.pick(people),
    ];
    const decided = { decision: 'reject', remedyId, person: actor } as const;
    const message = random.chance(0.5) ? `${actor} decided against it.` : undefined;
    this.callOperatorApi(random.int(0, 300), `${actor} rejects ${remedyId}`, async (ports) => {
      auditor.decisionBegun(decided);
      const result = await rejectHold({ customerId, remedyId, actor }, { why: 'not ours', message }, ports);
      auditor.decisionAnswered(decided, result.answer);
      return result;
    });
  }

  private extend(record: Plain): void {
    const { random } = this.world;
    const [customerId, remedyId] = [textAt(record, 'customerId'), textAt(record, 'remedyId')];
    this.callOperatorApi(random.int(0, 300), `ann extends ${remedyId}`, (ports) =>
      extendHold({ customerId, remedyId, actor: 'ann' }, { hours: 12, why: 'weekend' }, ports),
    );
  }

  private decideIncident(incidentId: string): void {
    const { auditor, random } = this.world;
    const verdict = random.pick(['approved', 'approved', 'rejected'] as const);
    const decided = { incidentId, actor: random.pick(people), why: 'looked at it' };
    const tailHours = random.pick([0, 1, 24]);
    const looksAgain = random.chance(0.7);
    this.callOperatorApi(random.int(0, 300), `${decided.actor} decides ${incidentId}: ${verdict}`, async (ports) => {
      if (verdict === 'rejected') return rejectIncident(decided, { tailHours }, ports);
      const seen = (!looksAgain && this.seen.get(incidentId)) || (await countCohort(incidentId, ports)).cohort;
      this.seen.set(incidentId, seen);
      auditor.incidentApproved(incidentId);
      const result = await approveIncident(decided, { seen, tailHours }, ports);
      if (result.answer === 'refused' && result.cohort) this.world.trace.count('cohorts that grew');
      return result;
    });
  }

  private withdrawVerdict(incidentId: string): void {
    const { random } = this.world;
    this.callOperatorApi(random.int(0, 300), `ann withdraws the verdict on ${incidentId}`, (ports) =>
      withdrawVerdict({ incidentId, actor: 'ann', why: 'a wrong rule' }, ports),
    );
  }

  private switchSomething(): void {
    const { random } = this.world;
    const target = random.pick(['all', ...failureTypes]);
    this.switchMode(target, random.pick(modes), random.chance(0.25) ? 0.5 : undefined);
  }

  private switchMode(target: string, mode: (typeof modes)[number], autoShare: number | undefined): void {
    const { auditor } = this.world;
    this.switched.add(target);
    const setting = autoShare === undefined ? { mode } : { mode, autoShare };
    this.callOperatorApi(0, `ann switches ${target} to ${mode}`, async (ports) => {
      const answer = await switchMode({ target, setting, actor: 'ann', why: 'to see' }, ports);
      if (answer.answer === 'done') auditor.switched(target, setting, answer.controls as unknown as Plain);
      return answer;
    });
  }

  private erase(customerId: string): void {
    this.callOperatorApi(0, `ann erases ${customerId}`, (ports) =>
      eraseCustomer({ customerId, actor: 'ann', why: 'the customer asked' }, ports),
    );
  }

  /** @returns when */
  private replayArchive(): number {
    const { random, scheduler, trace, bus } = this.world;
    const afterMs = random.int(1, 120) * dayMs;
    scheduler.after(afterMs, () => {
      trace.count('archives replayed');
      trace.record('the world', () => 'replays the archive of failures');
      for (const type of failureTypes) bus.replay(type);
    });
    return scheduler.now + afterMs;
  }

  private callOperatorApi(afterMs: number, what: string, call: OperatorCall): void {
    const { scheduler, platform, functions, trace } = this.world;
    scheduler.after(afterMs, () => {
      trace.count(`people: ${what.split(' ')[1] ?? ''}`);
      trace.record('a person', () => what);
      platform.run(functions.operatorApi, call, () => undefined);
    });
  }
}

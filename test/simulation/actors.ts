import { sourceOf } from './auditor/source-of';
import { planAfterwards } from './afterwards/plan-afterwards';
import { drawReturning, planReturns, returningMs } from './afterwards/plan-returns';
import { channelsIn, planChannels } from './channels/plan-channels';
import { People } from './people';
import {
  detailOf,
  drawCompany,
  drawFailure,
  drawLines,
  drawSibling,
  drawSight,
  emailOf,
  leastSeverity,
  paidFor,
  type SimFailure,
  type SimLine,
} from './sim-company';
import { drawCharge } from './sim-charges';
import { failureTypes } from './sim-failures';
import { textAt, type Plain } from './stored';
import { Random } from './random';
import { drawFalseReporter, type FalseReporter } from './false-reporter';
import { planQuestions } from './questions';
import { planReplayer } from './replayer';
import { planOutageInHalves } from './outage-in-halves';
import { planRogueFlood } from './rogue-flood';
import { planThief } from './thief';
import { planWebhookForger } from './webhook-forger';
import type { World, WorldKind } from './world';

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** How many erasures there are in a world with any. */
const erasures = 12;

/**
 * How long a world goes on after its faults: longer than a refund may take to fail late, and a poll may be rescheduled.
 */
const calmMs = 8 * dayMs;

/** How long things may go wrong. A verdict on an incident ends after a day at most. */
const troubledMsOf: Readonly<Record<WorldKind, readonly number[]>> = {
  usual: [120 * secondMs, hourMs, 5 * hourMs, dayMs, 3 * dayMs],
  incident: [5 * hourMs, dayMs, 3 * dayMs],
  crowd: [hourMs, 5 * hourMs],
  // The longest are for what is remembered for a month: a question, and a no.
  afterwards: [5 * dayMs, 10 * dayMs, 20 * dayMs, 45 * dayMs, 110 * dayMs],
  channels: [5 * hourMs, dayMs, 3 * dayMs, 9 * dayMs],
};

/** How many failures there are in a world, which is small as a rule: then more of them fit into a minute. */
const failuresOf: Readonly<Record<Exclude<WorldKind, 'crowd'>, readonly number[]>> = {
  usual: [1, 1, 2, 2, 3, 5],
  incident: [3, 4, 6],
  afterwards: [1, 2, 3, 4, 5],
  channels: [1, 2, 3, 4],
};

/** The people and systems around the functions, with everything they will do, drawn from the seed. */
export class Actors {
  private readonly troubledMs: number;
  private readonly people: People;
  /** Somebody who reports the same failures in another way, where there is one. */
  private readonly falseReporter: FalseReporter | undefined;
  /** Dice of their own, in worlds where whoever was let down soon asks to be erased. */
  private readonly ofErasures: Random | undefined;
  /** Dice of their own, in worlds to which one customer comes back. */
  private readonly returning: Random | undefined;
  /** What was bought, and what fails of it. */
  private lines: readonly SimLine[] = [];
  private types: readonly string[] = [];
  /** The outages that were reported, by their service. */
  private readonly spans = new Map<string, NonNullable<SimFailure['once']['span']>[]>();

  constructor(
    private readonly world: World,
    private readonly seed: number,
  ) {
    this.people = new People(world, (incidentId, tailHours) => this.planLater(incidentId, tailHours));
    this.returning = drawReturning(world, seed);
    const troubledMs = world.random.pick(troubledMsOf[world.kind]);
    this.troubledMs = this.returning ? returningMs : troubledMs;
    const own = new Random(seed + 0xe4a5);
    this.ofErasures = own.chance(0.1) ? own : undefined;
    this.falseReporter = drawFalseReporter(world, seed);
  }

  /** Runs the whole world. */
  async run(): Promise<void> {
    const { world } = this;
    const start = world.startedAt;
    this.planFailures();
    this.planPeople();
    this.planChanges();
    this.planRest();
    await world.runUntil(start + this.troubledMs);
    world.endFaults();
    this.planEndOfHolds();
    await world.runUntil(start + this.troubledMs + (world.kind === 'crowd' ? 3 * dayMs : calmMs));
    const nobodyWaits = world.records().every((record) => textAt(record, 'state') !== 'held');
    if (nobodyWaits && world.random.chance(0.25)) await world.runUntil(this.replayArchive() + 2 * dayMs);
  }

  private planRest(): void {
    const { world, troubledMs, people, returning } = this;
    const { letterbox, channels } = world;
    if (letterbox) planAfterwards(world, letterbox, people, { troubledMs, comesBack: returning !== undefined });
    else if (channels) planChannels(world, channels, troubledMs);
    else this.planAdversaries();
  }

  private planAdversaries(): void {
    const { world } = this;
    planThief(world, this.people, this.seed, this.troubledMs);
    const publish = (failure: SimFailure, afterMs: number): void => this.publish(failure, afterMs);
    planOutageInHalves(world, this.seed, { lines: this.lines, people: this.people, publish });
    planWebhookForger(world, this.seed, this.troubledMs);
    planQuestions(world, this.people, this.seed, this.troubledMs);
    planReplayer(world, this.people, this.seed, this.troubledMs);
    planRogueFlood(world, this.seed, this.troubledMs, publish);
  }

  private planFailures(): void {
    const { random, provider, auditor, trace } = this.world;
    const { kind } = this.world;
    const isCrowd = kind === 'crowd';
    const isStorm = kind !== 'afterwards' && kind !== 'channels' && !isCrowd && random.chance(0.04);
    // One guest id for everybody.
    const isGuest = isCrowd || (isStorm && random.chance(0.3));
    const isOfIncidents = kind === 'incident';
    const customers = isGuest ? 1 : isStorm || isOfIncidents ? random.int(4, 6) : random.int(1, 3);
    const lines = this.returning ? drawLines(random, 1, 4) : drawLines(random, customers, isCrowd ? 50 : undefined);
    if (isCrowd) trace.count('customers with hundreds of failures');
    this.lines = lines;
    for (const paymentId of new Set(lines.map((line) => line.paymentId))) {
      const ofPayment = lines.filter((line) => line.paymentId === paymentId);
      const price = { amountMinor: paidFor(ofPayment), currency: ofPayment[0]?.currency ?? 'GBP' };
      auditor.sold(paymentId, price.amountMinor, price.currency);
      for (const line of ofPayment) auditor.sold(`${paymentId}/${line.lineId}`, line.amountMinor, line.currency);
      const charge = drawCharge(random, price);
      if (charge.kind !== 'whole')
        trace.count(`payments of ${charge.kind === 'part' ? 'a part of the price' : 'another currency'}`);
      provider.addPayment(paymentId, charge.amountMinor, charge.currency);
      this.planTrouble(paymentId, charge.amountMinor);
    }
    this.planAccountTrouble();
    this.planSilence();
    this.planRoguePublisher();
    if (this.returning) return this.planReturns(this.returning);
    const failures = new Map<string, SimFailure>();
    // Small worlds: what can go wrong goes wrong between a few failures, and more worlds fit into a minute.
    const count =
      kind === 'crowd' ? random.int(200, 300) : isStorm ? random.int(10, 20) : random.pick(failuresOf[kind]);
    const incidentShare = isOfIncidents ? 1 : random.pick([0, 0.5, 1]);
    const types = drawCompany(random);
    this.types = types;
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

  private planReturns(random: Random): void {
    const publish = (failure: SimFailure, afterMs: number): void => this.publish(failure, afterMs);
    planReturns(this.world, random, this.lines, { people: this.people, publish });
  }

  /**
   * Somebody has the role of one publisher, and says of whatever was bought that it failed. Money goes back to who
   * paid, so all that can be had is what the limits of that source let go.
   */
  private planRoguePublisher(): void {
    const { random, trace, scheduler, startedAt, kind } = this.world;
    if (kind !== 'usual' || !random.chance(0.05)) return;
    const type = random.pick(failureTypes);
    const begins = random.int(0, this.troubledMs / 2);
    scheduler.after(begins, () => trace.count('rogue publishers'));
    for (let more = random.int(8, 16); more > 0; more--) {
      const forged = drawFailure(random, this.lines, [type], 0, startedAt);
      this.publish(forged, begins + random.int(0, minuteMs));
    }
  }

  /** What fails because of an incident after it was decided on: while the verdict covers that, and when no longer. */
  private planLater(incidentId: string, tailHours: number): void {
    const { random, startedAt } = this.world;
    if (this.lines.length === 0 || !random.chance(0.5)) return;
    for (let more = random.int(1, 3); more > 0; more--) {
      const failure = drawFailure(random, this.lines, this.types, 0, startedAt);
      const afterMs = random.chance(0.3)
        ? random.int(1, 30) * minuteMs
        : (tailHours + 1) * hourMs + random.int(1, 60) * minuteMs;
      this.publish({ ...failure, occurrence: laterOccurrence(failure), incidentId }, afterMs);
      this.world.scheduler.after(afterMs, () =>
        this.world.trace.count(
          `failures of a decided incident${afterMs > tailHours * hourMs + hourMs ? ', after its span' : ''}`,
        ),
      );
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
    this.falseReporter?.expects(failure, afterMs);
    scheduler.after(afterMs, () => {
      const { purchase, type, subject, occurrence } = failure;
      const { customerId, orderId, lineId, paymentId, amountMinor: paidMinor } = purchase;
      const seen = drawSight(random, failure);
      const occurredAt = scheduler.now - (isOld ? 100 * dayMs : random.int(0, hourMs));
      const detail = detailOf(failure, seen, random, occurredAt, this.world.channels ? channelsIn(customerId) : []);
      trace.count(`failures published${lineId === undefined ? ' of whole orders' : ''}`);
      trace.record('a detector', () => `publishes ${type} of ${subject} (${occurrence}), ${JSON.stringify(seen)}`);
      const source = sourceOf(type);
      const isOwed = seen.severity >= leastSeverity;
      const identity = { customerId, type, subject, occurrence, once: failure.once };
      const reported = { source, hasProof: seen.hasProof, isOwed };
      this.countOnce(failure);
      if (customerId !== textAt(detail as Plain, 'customer', 'id')) trace.count('ids published in another spelling');
      const paid = { orderId, lineId: lineId ?? '', paymentId, paidMinor };
      auditor.failurePublished({ ...identity, ...reported, email: emailOf(customerId), ...paid });
      this.world.thief?.hears(failure);
      bus.accept(source, type, detail);
      this.eraseSoon(customerId);
    });
  }

  /** While what came of it is still on its way. */
  private eraseSoon(customerId: string): void {
    const { ofErasures: random, people } = this;
    if (random?.chance(0.7)) this.world.scheduler.after(random.int(6, 60) * secondMs, () => people.erase(customerId));
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

  /** Longer than anybody goes on asking what became of a refund. */
  private planSilence(): void {
    const { random, scheduler, provider } = this.world;
    if (this.troubledMs < 3 * dayMs || !random.chance(0.1)) return;
    scheduler.after(random.int(0, hourMs), () => provider.fallSilent(3 * dayMs + 14 * hourMs));
  }

  /** A dispute, or a refund by hand. */
  private planTrouble(paymentId: string, amountMinor: number): void {
    const { random, scheduler, provider } = this.world;
    // All of it ends while the world goes on, so that what waits for it has to go on too.
    if (random.chance(0.12)) {
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
    for (let visit = this.world.kind === 'incident' ? random.int(2, 5) : random.int(0, 4); visit > 0; visit--) {
      scheduler.after(random.int(0, this.troubledMs), () => this.people.decideHolds(0.8));
    }
    if (random.chance(0.5)) {
      for (let visit = random.int(1, 3); visit > 0; visit--) {
        scheduler.after(random.int(0, this.troubledMs), () => this.people.sendOnAgain(0.7));
      }
    }
    if (random.chance(0.3)) {
      scheduler.after(random.int(0, this.troubledMs), () => this.people.lookAfterMails(0.7));
    }
    if (random.chance(0.15)) {
      // Early, while much is on its way.
      scheduler.after(random.int(0, this.troubledMs) / 10, () => this.eraseOften(random.int(1, 3)));
    }
  }

  /**
   * Whatever road something is on, one of the erasures meets it there: they go round the customers, again and again.
   */
  private eraseOften(first: number): void {
    for (let turn = 0; turn < erasures; turn++) {
      const customerId = `c${1 + ((first - 1 + turn) % 3)}`;
      this.world.scheduler.after((turn * this.troubledMs) / erasures, () => this.people.erase(customerId));
    }
  }

  private planChanges(): void {
    const { random, scheduler, policies, trace } = this.world;
    if (random.chance(0.35)) {
      for (let change = random.int(1, 3); change > 0; change--) {
        const afterMs = random.int(0, this.troubledMs);
        scheduler.after(afterMs, () => this.people.switchSomething());
        if (random.chance(0.1)) scheduler.after(afterMs, () => this.people.switchSomething());
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
    [...this.people.switched].forEach((target, index) => {
      // Not before the last switch has ended, which would otherwise stay for ever.
      scheduler.after((index + 1) * minuteMs, () => this.people.switchMode(target, 'auto', undefined));
    });
    for (const afterMs of [hourMs, 2 * hourMs, 10 * hourMs]) {
      scheduler.after(afterMs + random.int(0, hourMs), () => this.people.decideHolds(0.9));
    }
    if (random.chance(0.5)) scheduler.after(random.int(1, 30) * hourMs, () => this.world.redriveDeadLetters());
    if (random.chance(0.8)) scheduler.after(random.int(1, 60) * hourMs, () => this.people.sendOnAgain(1));
    if (random.chance(0.5)) scheduler.after(random.int(1, 60) * hourMs, () => this.people.lookAfterMails(0.8));
    // What is left undecided after this stays held, and must not be lost.
    for (const afterMs of [dayMs, 1.1 * dayMs, 1.2 * dayMs]) scheduler.after(afterMs, () => this.people.decideHolds(1));
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
}

/** Another one than any that was planned before, where it has no other name of its own. */
function laterOccurrence({ occurrence }: SimFailure): string {
  return /^\d$/.test(occurrence) ? `later-${occurrence}` : occurrence;
}

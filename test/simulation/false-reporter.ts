import { Random } from './random';
import { detailOf, emailOf, leastSeverity, type SimFailure, type SimPurchase } from './sim-company';
import type { World } from './world';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The source that they own the role of. */
export const rogueSource = 'com.example.rogue';

/** What is otherwise in their report. */
const lies = [
  'another payment',
  'a payment of their own',
  'another order',
  'another sum',
  'another line',
  'another address',
  'with proof',
  'nothing is owed',
  'the same',
] as const;

/** What would end the wait of what only one source has to answer. */
const answers = ['with proof', 'with proof', 'nothing is owed'] as const;

type Lie = (typeof lies)[number];

/** How many reports there are in one world, at most. */
const mostReports = 8;

export function drawFalseReporter(world: World, seed: number): FalseReporter | undefined {
  // Its own dice, so that the other worlds stay as they are.
  const random = new Random(seed + 0xfa15e);
  return world.kind !== 'crowd' && random.chance(0.15) ? new FalseReporter(world, random) : undefined;
}

/**
 * Somebody who owns the role of another publisher, and knows which failure is about to be reported, and of whom. They
 * report it too, before, at the same time or after, and not as it was.
 */
export class FalseReporter {
  private reports = 0;
  private payments = 0;

  constructor(
    private readonly world: World,
    private readonly random: Random,
  ) {}

  /** A failure is to be published after so many ms. */
  expects(failure: SimFailure, afterMs: number): void {
    const { random } = this;
    const most = random.pick(waitsForProof(failure) ? [2, 3] : [0, 1, 1, 2]);
    for (let more = most; more > 0 && this.reports < mostReports; more--) {
      this.reports += 1;
      const when = random.pick(['before', 'at once', 'after', 'after'] as const);
      const lie = waitsForProof(failure) && random.chance(0.6) ? random.pick(answers) : random.pick(lies);
      this.world.scheduler.after(this.timeOf(when, afterMs), () => this.report(lie, when, failure));
    }
  }

  private timeOf(when: 'before' | 'at once' | 'after', afterMs: number): number {
    const { random } = this;
    if (when === 'before') return Math.max(0, afterMs - random.int(10, 2 * minuteMs));
    if (when === 'at once') return afterMs + random.int(0, 200);
    return afterMs + random.pick([random.int(200, 5_000), random.int(0, hourMs), random.int(0, 24 * hourMs)]);
  }

  private report(lie: Lie, when: string, failure: SimFailure): void {
    const { random, world } = this;
    const { scheduler, trace, auditor, bus } = world;
    const { type, subject, occurrence, once } = failure;
    const { customerId } = failure.purchase;
    const purchase = this.purchaseAsReported(lie, failure.purchase);
    const seen = {
      severity: this.severityOf(lie, failure),
      hasProof: lie === 'with proof' || random.chance(0.2),
    };
    const detail = detailOf({ ...failure, purchase }, seen, random, scheduler.now);
    const otherEmail = lie === 'another address' ? 'mallory@example.com' : undefined;
    const customer = { id: customerId, name: 'Privatename', email: otherEmail ?? emailOf(customerId), locale: 'en-GB' };
    trace.count(`false reports ${when}`);
    trace.count(`false reports: ${lie}`);
    trace.record('a rogue', () => `reports ${type} of ${subject} (${occurrence}): ${lie}, ${JSON.stringify(seen)}`);
    const { orderId, lineId = '', paymentId, amountMinor } = failure.purchase;
    const isOwed = seen.severity >= leastSeverity;
    auditor.failurePublished({
      ...{ customerId, type, subject, occurrence, once, source: rogueSource, isOwed, hasProof: seen.hasProof },
      ...{ email: emailOf(customerId), otherEmail, orderId, lineId, paymentId, paidMinor: amountMinor },
    });
    if (JSON.stringify(purchase) !== JSON.stringify(failure.purchase)) {
      auditor.misreported([purchase.paymentId, paymentId]);
    }
    bus.accept(rogueSource, type, { ...detail, customer });
  }

  /** Where a proof is awaited whoever sees it sees the same, or it would never be what was promised. */
  private severityOf(lie: Lie, failure: SimFailure): number {
    if (lie === 'nothing is owed') return leastSeverity - 5;
    return waitsForProof(failure) ? leastSeverity : this.random.int(leastSeverity, 19);
  }

  private purchaseAsReported(lie: Lie, purchase: SimPurchase): SimPurchase {
    const { random, world } = this;
    const { provider, auditor } = world;
    switch (lie) {
      case 'another payment':
        return { ...purchase, paymentId: random.pick([...provider.payments.keys()]) };
      case 'a payment of their own': {
        const paymentId = `ch_rogue_${++this.payments}`;
        const { amountMinor, currency, lineId } = purchase;
        auditor.sold(paymentId, amountMinor, currency);
        for (const line of purchase.lines) auditor.sold(`${paymentId}/${line.lineId}`, line.amountMinor, currency);
        if (lineId !== undefined) auditor.sold(`${paymentId}/${lineId}`, amountMinor, currency);
        provider.addPayment(paymentId, amountMinor, currency);
        return { ...purchase, paymentId };
      }
      case 'another order':
        return { ...purchase, orderId: `${purchase.orderId}-other` };
      case 'another sum':
        return { ...purchase, amountMinor: purchase.amountMinor * random.int(2, 20) };
      case 'another line':
        return purchase.lineId === undefined ? purchase : { ...purchase, lineId: '9' };
      case 'another address':
      case 'with proof':
      case 'nothing is owed':
      case 'the same':
        return purchase;
    }
  }
}

function waitsForProof({ type }: SimFailure): boolean {
  return type === 'ItemBroken';
}

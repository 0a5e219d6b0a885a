import { leastMinor } from './provider-counting';
import type { Random } from './random';
import { drawOnce, occurrenceOf, type SimOnce } from './sim-made-good-once';

/** A line of an order that can let its customer down. */
export interface SimLine {
  readonly customerId: string;
  /** Some customers name one account for their credits. */
  readonly creditAccountId: string | undefined;
  readonly orderId: string;
  readonly lineId: string;
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly currency: string;
}

/** What a failure is about: one line, or the whole order, of which all lines are named. */
export interface SimPurchase extends Omit<SimLine, 'lineId'> {
  readonly lineId: string | undefined;
  readonly lines: readonly SimLine[];
}

/** A failure before it is published. Every detector describes it a little differently. */
export interface SimFailure {
  readonly purchase: SimPurchase;
  readonly type: string;
  readonly subject: string;
  readonly occurrence: string;
  readonly incidentId: string | undefined;
  readonly once: SimOnce;
}

/** How one detector sees a failure. */
export interface Seen {
  readonly severity: number;
  readonly hasProof: boolean;
}

/** Below this nothing is owed. */
export const leastSeverity = 10;

/** Which failures there are, and how often each of them. */
const companies: readonly (readonly string[])[] = [
  ['FilmStopped', 'FilmStopped', 'ParcelLate'],
  ['FilmStopped', 'ParcelLate', 'ParcelLate'],
  ['GoodsLost', 'GoodsLost', 'FilmStopped'],
  ['GoodsLost', 'ServiceDown', 'ParcelLate'],
  ['ItemBroken', 'ItemBroken', 'FilmStopped'],
  ['PassDead', 'PassDead', 'FilmStopped'],
  ['LineDown', 'LineDown', 'LineDown'],
  ['ShippingLate', 'ShippingLate', 'MugsBroken', 'MugsBroken'],
  [
    'FilmStopped',
    'ParcelLate',
    'GoodsLost',
    'ServiceDown',
    'PassDead',
    'ItemBroken',
    'LineDown',
    'ShippingLate',
    'MugsBroken',
  ],
];

/**
 * Some customers gave no address that is one, and some one that the mail service refuses. They are refunded all the
 * same.
 */
export function emailOf(customerId: string): string {
  if (customerId.endsWith('3')) return `nobody, says ${customerId}`;
  return customerId.endsWith('4') ? `private.${customerId}@example` : `private.${customerId}@example.com`;
}

/**
 * The orders of a few customers. Two lines of an order are paid for together; some orders are paid month by month, the
 * same lines with a payment each.
 */
export function drawLines(random: Random, customers: number, ordersOfEach?: number): SimLine[] {
  const lines: SimLine[] = [];
  for (let customer = 1; customer <= customers; customer++) {
    const orders = ordersOfEach ?? random.int(1, 2);
    // Some ids have a letter that can be written in two ways.
    const written = random.chance(0.2) ? `cr\u00e9e-${customer}` : `c${customer}`;
    // Some customers look like another one.
    const before = lines.at(-1)?.customerId.toUpperCase();
    const isOther = before !== undefined && lines.every((line) => line.customerId !== before);
    const customerId = isOther && random.chance(0.15) ? before : written;
    const creditAccountId = random.chance(0.3) ? 'household' : undefined;
    for (let order = 1; order <= orders; order++) {
      const orderId = `order-${customer}-${order}`;
      const currency = random.chance(0.4) ? random.pick(['JPY', 'ISK', 'KWD', 'MGA']) : 'GBP';
      const prices = Array.from({ length: random.int(1, 2) }, () => random.pick([30, 399, 800, 1_500, 2_600]));
      const amounts = payableInAll(prices, currency);
      for (let month = 1; month <= (random.chance(0.25) ? 2 : 1); month++) {
        const paymentId = `ch_${customer}_${order}${month > 1 ? `_month${month}` : ''}`;
        amounts.forEach((amountMinor, line) => {
          const ids = { customerId, creditAccountId, orderId, lineId: String(line + 1), paymentId };
          lines.push({ ...ids, amountMinor, currency });
        });
      }
    }
  }
  return lines;
}

/** What was paid is an amount that the provider could take. What one line of it costs need not be. */
function payableInAll(prices: readonly number[], currency: string): readonly number[] {
  const excess = prices.reduce((sum, price) => sum + price, 0) % leastMinor(currency);
  const [first = 0, ...others] = prices;
  return excess === 0 ? prices : [first + leastMinor(currency) - excess, ...others];
}

export function drawCompany(random: Random): readonly string[] {
  return random.pick(companies);
}

export function drawFailure(
  random: Random,
  lines: readonly SimLine[],
  types: readonly string[],
  incidentShare: number,
  nowMs: number,
): SimFailure {
  const line = random.pick(lines);
  const type = random.pick(types);
  const once = drawOnce(random, type, nowMs);
  const isOfOrder = type === 'ShippingLate' || (occurrenceOf(once) === undefined && random.chance(0.2));
  const purchase = isOfOrder ? wholeOrder(line, lines) : { ...line, lines: [line] };
  return {
    purchase,
    type,
    once,
    subject: `thing-${purchase.orderId}-${purchase.lineId ?? 'all'}-${purchase.paymentId}`,
    occurrence: occurrenceOf(once) ?? String(random.int(1, 3)),
    incidentId: random.chance(incidentShare) ? `INC-${random.int(1, 2)}` : undefined,
  };
}

/** Another report of the same thing, under a name of its own. Undefined where every report has the same name. */
export function drawSibling(random: Random, failure: SimFailure, nowMs: number): SimFailure | undefined {
  const once = drawOnce(random, failure.type, nowMs);
  const occurrence = occurrenceOf(once);
  return occurrence === undefined ? undefined : { ...failure, once, occurrence };
}

function wholeOrder(line: SimLine, all: readonly SimLine[]): SimPurchase {
  const lines = all.filter(({ paymentId }) => paymentId === line.paymentId);
  return { ...line, lineId: undefined, amountMinor: paidFor(lines), lines };
}

export function paidFor(lines: readonly SimLine[]): number {
  return lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}

/** What one detector sees. Where proof is awaited all see the same, or the failure would never be what was promised. */
export function drawSight(random: Random, { type }: SimFailure): Seen {
  if (type !== 'ItemBroken') return { severity: random.chance(0.05) ? 5 : random.int(10, 19), hasProof: false };
  return { severity: random.chance(0.1) ? 5 : random.chance(0.1) ? 15 : leastSeverity, hasProof: random.chance(0.3) };
}

/** The failure as one detector publishes it. */
export function detailOf(
  failure: SimFailure,
  { severity, hasProof }: Seen,
  random: Random,
  occurredAt: number,
  channels: readonly object[] = [],
): object {
  const { purchase, type, subject, occurrence, incidentId, once } = failure;
  const { orderId, lineId, paymentId, amountMinor, currency, lines, creditAccountId } = purchase;
  // Systems do not agree on how a letter is composed.
  const customerId = purchase.customerId.normalize(random.chance(0.5) ? 'NFC' : 'NFD');
  return {
    schemaVersion: 1,
    occurredAt: new Date(occurredAt).toISOString(),
    evidence: type === 'ItemBroken' ? 'reported' : random.pick(['detected', 'reported'] as const),
    ...(hasProof && { proof: ['photo-1'] }),
    ...(incidentId !== undefined && { incidentId }),
    customer: {
      ...{ id: customerId, name: `Privatename ${customerId}`, email: emailOf(customerId), locale: 'en-GB' },
      ...(creditAccountId !== undefined && { creditAccountId }),
      ...(channels.length > 0 && { channels }),
    },
    purchase: { orderId, lineId, paymentId, amountMinor, currency, purchasedAt: '2026-01-01T00:00:00Z' },
    thing: { subject, occurrence, severity, once },
    parcel: { lines: lines.map((line) => ({ lineId: line.lineId, amountMinor: line.amountMinor })) },
  };
}

import type { Random } from './random';

/** A line of an order that can let its customer down. */
export interface SimLine {
  readonly customerId: string;
  readonly orderId: string;
  readonly lineId: string;
  readonly paymentId: string;
  readonly amountMinor: number;
  readonly currency: string;
}

/** A failure before it is published. Every detector of it describes it a little otherwise. */
export interface SimFailure {
  readonly line: SimLine;
  readonly type: string;
  readonly subject: string;
  readonly occurrence: string;
  readonly incidentId: string | undefined;
}

export function emailOf(customerId: string): string {
  return `private.${customerId}@example.com`;
}

/** The orders of a few customers. Two lines of an order are paid for together. */
export function drawLines(random: Random, customers: number): SimLine[] {
  const lines: SimLine[] = [];
  for (let customer = 1; customer <= customers; customer++) {
    const orders = random.int(1, 2);
    for (let order = 1; order <= orders; order++) {
      const orderId = `order-${customer}-${order}`;
      const currency = random.chance(0.1) ? 'JPY' : 'GBP';
      for (let line = 1; line <= random.int(1, 2); line++) {
        const amountMinor = random.pick([30, 399, 800, 1_500, 2_600]);
        const ids = { customerId: `c${customer}`, orderId, lineId: String(line), paymentId: `ch_${customer}_${order}` };
        lines.push({ ...ids, amountMinor, currency });
      }
    }
  }
  return lines;
}

export function drawFailure(random: Random, lines: readonly SimLine[], incidentShare: number): SimFailure {
  const line = random.pick(lines);
  const type = random.pick(['FilmStopped', 'FilmStopped', 'ParcelLate']);
  return {
    line,
    type,
    subject: `thing-${line.orderId}-${line.lineId}`,
    occurrence: String(random.int(1, 3)),
    incidentId: random.chance(incidentShare) ? `INC-${random.int(1, 2)}` : undefined,
  };
}

/** The failure as one detector publishes it. */
export function detailOf(
  { line, subject, occurrence, incidentId }: SimFailure,
  random: Random,
  occurredAt: number,
): object {
  const { customerId, orderId, lineId, paymentId, amountMinor, currency } = line;
  return {
    schemaVersion: 1,
    occurredAt: new Date(occurredAt).toISOString(),
    evidence: random.pick(['detected', 'reported'] as const),
    ...(incidentId !== undefined && { incidentId }),
    customer: { id: customerId, name: `Privatename ${customerId}`, email: emailOf(customerId), locale: 'en-GB' },
    purchase: { orderId, lineId, paymentId, amountMinor, currency, purchasedAt: '2026-01-01T00:00:00Z' },
    thing: { subject, occurrence, severity: random.chance(0.05) ? 5 : random.int(10, 19) },
  };
}

import { deliveryLatePolicy } from '../../lambdas/failures/delivery-late/policy';
import { itemDamagedPolicy } from '../../lambdas/failures/item-damaged/policy';
import { serviceOutagePolicy } from '../../lambdas/failures/service-outage/policy';
import type { Failure } from '../../lambdas/failures/definition/failure';
import type { CommonOptions, PolicyView } from '../../lambdas/failures/definition/policy';
import type { PolicyDecision } from '../../lambdas/model/decision';
import type { Random } from './random';

const minuteMs = 60_000;

/** What a failure says that may be made good under another name. Times are in whole minutes. */
export interface SimOnce {
  /** When a service was down, and what its detector calls that. */
  readonly span?: { readonly kind: 'downtime' | 'repair'; readonly from: number; readonly until: number };
  /** Which parcel of an order is late. */
  readonly shipmentId?: string;
  /** Which of the pieces of a line broke. */
  readonly pieces?: { readonly quantity: number; readonly affectedIds: readonly string[] };
}

/** What was paid for the shipping of an order, in minor units. */
export const shippingMinor = 50;

/** A service is paid for by the day. */
const periodDays = 1;

type Decide = (failure: Failure, once: SimOnce, view: PolicyView<CommonOptions>) => PolicyDecision;

/** Failure types whose policies are the catalog's own. */
const policies: Readonly<Record<string, Decide>> = {
  LineDown: (failure, { span }, view) => {
    if (!span) return nothing;
    const { kind, from, until } = span;
    const [startedAt, endedAt] = [from, until].map((minutes) => new Date(minutes * minuteMs).toISOString());
    const outage = { serviceId: failure.purchase.paymentId, kind, startedAt: startedAt ?? '', endedAt: endedAt ?? '' };
    // What is raised to a least is more than was earned, and the auditor counts what was.
    const own = { periodDays, minOutageMinutes: 0, leastShareMinor: {} };
    const options = { ...serviceOutagePolicy.defaults, ...view.options, ...own };
    return serviceOutagePolicy.decide({ ...failure, schemaVersion: 1, outage }, { ...view, options });
  },
  ShippingLate: (failure, { shipmentId = '' }, view) => {
    const promised = { promisedBy: '2026-01-02T00:00:00Z', expectedBy: '2026-01-04T00:00:00Z' };
    const parcel = { shipmentId, carrier: 'carrier', trackingId: 'track', ...promised, shippingMinor };
    const options = { ...deliveryLatePolicy.defaults, ...view.options };
    return deliveryLatePolicy.decide({ ...failure, schemaVersion: 1, parcel }, { ...view, options });
  },
  MugsBroken: (failure, { pieces }, view) => {
    if (!pieces) return nothing;
    const { quantity, affectedIds } = pieces;
    const item = { sku: 'mug', title: 'Mug', inStock: true, quantity, affected: affectedIds.length };
    const options = { ...itemDamagedPolicy.defaults, ...view.options };
    const broken = { item: { ...item, affectedIds: [...affectedIds] }, damage: { cause: 'transit' as const } };
    return itemDamagedPolicy.decide({ ...failure, schemaVersion: 1, ...broken }, { ...view, options });
  },
};

const nothing: PolicyDecision = { outcome: 'none', reasons: ['nothing is said of it'] };

export const onceTypes = Object.keys(policies);

export function decideOnce(
  type: string,
  failure: Failure,
  once: SimOnce,
  view: PolicyView<CommonOptions>,
): PolicyDecision | undefined {
  return policies[type]?.(failure, once, view);
}

/** What one report of such a failure says. Reports of one line overlap, touch and name the same pieces. */
export function drawOnce(random: Random, type: string, nowMs: number): SimOnce {
  switch (type) {
    case 'LineDown': {
      // The day before, so that it is over: nobody is paid for time that has not come.
      const day = (Math.floor(nowMs / (24 * 60 * minuteMs)) - 1) * 24 * 60;
      const from = day + random.int(0, 8) * 30;
      const kind = random.pick(['downtime', 'downtime', 'repair'] as const);
      return { span: { kind, from, until: from + random.int(1, 6) * 30 + random.int(0, 1) } };
    }
    case 'ShippingLate':
      return { shipmentId: `parcel-${random.int(1, 3)}` };
    case 'MugsBroken': {
      const first = random.int(1, 3);
      const affectedIds = random.chance(0.3) ? [`mug-${first}`, `mug-${first + 1}`] : [`mug-${first}`];
      return { pieces: { quantity: 4, affectedIds } };
    }
    default:
      return {};
  }
}

/** Which of the failures of its subject a report is. */
export function occurrenceOf({ span, shipmentId, pieces }: SimOnce): string | undefined {
  if (span) return `${span.kind} ${span.from}/${span.until}`;
  return shipmentId ?? pieces?.affectedIds.join(',');
}

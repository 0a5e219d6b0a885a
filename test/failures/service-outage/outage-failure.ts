import type { OutageFailure, OutageKind } from '../../../lambdas/failures/service-outage/contract';
import { serviceOutageStories } from '../../../lambdas/failures/service-outage/stories';

interface Change {
  readonly customer?: Partial<OutageFailure['customer']>;
  readonly purchase?: Partial<OutageFailure['purchase']>;
  readonly outage?: Partial<OutageFailure['outage']>;
}

/** A subscription that was down for hours, with some things otherwise. */
export function outageFailure(change: Change = {}): OutageFailure {
  return changed(serviceOutageStories[0].detail, change);
}

/** The same of a British line that waited a week for its repair, as another kind of outage. */
export function lineFailure(kind: OutageKind, change: Change = {}): OutageFailure {
  return changed(serviceOutageStories[1].detail, { ...change, outage: { kind, ...change.outage } });
}

/** An outage of so many minutes. */
export function outageOf(minutes: number, change: Change = {}): OutageFailure {
  const { startedAt } = serviceOutageStories[0].detail.outage;
  const endedAt = new Date(Date.parse(startedAt) + minutes * 60_000).toISOString();
  return outageFailure({ ...change, outage: { endedAt, ...change.outage } });
}

function changed(detail: OutageFailure, change: Change): OutageFailure {
  return {
    ...detail,
    customer: { ...detail.customer, ...change.customer },
    purchase: { ...detail.purchase, ...change.purchase },
    outage: { ...detail.outage, ...change.outage },
  };
}

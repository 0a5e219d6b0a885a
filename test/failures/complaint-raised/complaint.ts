import type { RaisedComplaint } from '../../../lambdas/failures/complaint-raised/contract';
import { complaintRaisedStories } from '../../../lambdas/failures/complaint-raised/stories';

/** A song about a guitar, with some things otherwise. */
export function complaint(
  change: {
    readonly customer?: Partial<RaisedComplaint['customer']>;
    readonly purchase?: Partial<RaisedComplaint['purchase']>;
    readonly complaint?: Partial<RaisedComplaint['complaint']>;
  } = {},
): RaisedComplaint {
  const { detail } = complaintRaisedStories[0];
  return {
    ...detail,
    customer: { ...detail.customer, ...change.customer },
    purchase: { ...detail.purchase, ...change.purchase },
    complaint: { ...detail.complaint, ...change.complaint },
  };
}

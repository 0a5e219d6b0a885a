import type { Failure } from '../../lambdas/failures/definition/failure';
import type { CommonOptions, Policy, PolicyView } from '../../lambdas/failures/definition/policy';
import type { PolicyDecision } from '../../lambdas/model/decision';

/**
 * What a policy says to a failure, with some options otherwise: nothing was given before, and it is an hour after the
 * failure.
 */
export function decideBy<Detail extends Failure, Options extends CommonOptions>(
  policy: Policy<Detail, Options>,
  failure: Detail,
  options: Partial<Options> = {},
  view: Partial<Omit<PolicyView<Options>, 'options'>> = {},
): PolicyDecision {
  return policy.decide(failure, {
    options: { ...policy.defaults, ...options },
    now: new Date(Date.parse(failure.occurredAt) + 3_600_000),
    refundableMinor: failure.purchase.amountMinor,
    refundableOfLineMinor: (_lineId, paidMinor) => paidMinor,
    earlier: [],
    ...view,
  });
}

/** The money of a decision that goes back to the payment. */
export function refundedBy(decision: PolicyDecision): number {
  if (decision.outcome === 'none') return 0;
  return decision.parts.reduce((sum, part) => sum + (part.kind === 'refund' ? part.amountMinor : 0), 0);
}

/** The credit of a decision. */
export function creditedBy(decision: PolicyDecision): number {
  if (decision.outcome === 'none') return 0;
  return decision.parts.reduce((sum, part) => sum + (part.kind === 'credit' ? part.amountMinor : 0), 0);
}

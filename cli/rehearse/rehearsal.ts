import { ContractError, parseFailure } from '../../lambdas/failures/definition/parse-failure';
import type { Failure } from '../../lambdas/failures/definition/failure';
import type { FailureDefinition } from '../../lambdas/failures/definition/failure-definition';
import { decide } from '../../lambdas/flow/decide/decide';
import { paidForLines } from '../../lambdas/flow/decide/paid-for-line';
import type { Payers } from '../../lambdas/flow/decide/payable';
import { spendingOn } from '../../lambdas/ledger/budget';
import {
  commitmentOf,
  newCustomerRecord,
  withCommitment,
  type CustomerRecord,
} from '../../lambdas/ledger/customer-record';
import { budgetsFor } from '../../lambdas/ledger/quota-lease';
import type { BindingDecision, Decision } from '../../lambdas/model/decision';
import type { Money } from '../../lambdas/model/money';
import { costIn, currenciesOf } from '../../lambdas/model/remedy';
import { remedyIdOf } from '../../lambdas/model/remedy-id';
import type { PublishedFailure } from './events-file';
import type { Rules } from './rules-file';
import { SharedLimits } from './shared-limits';

/** What one event would have come to. */
export interface Rehearsed {
  readonly type: string;
  readonly customerId: string;
  /** `duplicate`: it was published before. `refused`: it breaks its contract, or nobody knows its type. */
  readonly outcome: 'give' | 'hold' | 'none' | 'duplicate' | 'refused';
  readonly kinds: string;
  readonly amounts: readonly Money[];
  /** The first of them is what a limit says, where one is used up. */
  readonly reasons: readonly string[];
}

/** What a customer has been promised, and what was taken of shared limits, so far in the rehearsal. */
interface Course {
  readonly customers: Map<string, CustomerRecord>;
  readonly shared: SharedLimits;
}

/**
 * What events would have come to under rules, one after another from nothing, in memory. Pure: nobody is paid, written
 * to, or asked what a payment still holds, so each payment counts as the event says.
 */
export function rehearse(
  events: readonly PublishedFailure[],
  rules: Rules,
  definitions: readonly FailureDefinition[],
): readonly Rehearsed[] {
  const course: Course = { customers: new Map(), shared: new SharedLimits() };
  return events.map((event) => {
    const definition = definitions.find(({ type }) => type === event.type);
    if (!definition) return refused(event, 'no failure type of the catalog has this name');
    try {
      return step(event, parseFailure(definition, event.detail), definition, { rules, course });
    } catch (error) {
      if (!(error instanceof ContractError)) throw error;
      return refused(event, ...error.problems.map(({ path, message }) => `${path}: ${message}`));
    }
  });
}

function step(
  { source, at }: PublishedFailure,
  failure: Failure,
  definition: FailureDefinition,
  { rules, course }: { readonly rules: Rules; readonly course: Course },
): Rehearsed {
  const { type } = definition;
  const customerId = failure.customer.id;
  const subject = definition.subject(failure).normalize('NFC');
  const occurrence = definition.occurrence(failure).normalize('NFC');
  const remedyId = remedyIdOf({ customerId, type, subject, occurrence });
  const customerRecord = course.customers.get(customerId) ?? newCustomerRecord(customerId);
  if (commitmentOf(customerRecord, remedyId)) {
    return { type, customerId, outcome: 'duplicate', kinds: '', amounts: [], reasons: ['it was published before'] };
  }
  const now = new Date(at);
  const { limits } = rules;
  const decided = decide(failure, { definition, customerRecord, limits, now, options: rules.optionsOf(type), payers });
  const decision = withSharedLimits(decided, failure, { type, source, now, limits, course });
  if (decision.outcome !== 'none') {
    course.customers.set(customerId, promised(customerRecord, decision, failure, { remedyId, type, at }));
  }
  return rehearsed(type, customerId, decision);
}

/** Every payer takes whole minor units: what one rounds is not rehearsed. */
const payers: Payers = {
  refunds: { smallestStepMinor: () => 1 },
  partners: { credit: { smallestStepMinor: () => 1 } },
};

/** What waits for a person takes nothing of what functions share. */
function withSharedLimits(
  decision: Decision,
  { incidentId, purchase }: Failure,
  {
    type,
    source,
    now,
    limits,
    course,
  }: {
    readonly type: string;
    readonly source: string;
    readonly now: Date;
    readonly limits: Rules['limits'];
    readonly course: Course;
  },
): Decision {
  if (decision.outcome === 'none' || (decision.outcome === 'hold' && !decision.awaits)) return decision;
  const spending = spendingOn(decision.parts, limits, purchase.currency);
  if ('why' in spending) return held(decision, spending.why);
  const full = course.shared.take(budgetsFor({ type, incidentId, source }, limits, now), spending);
  return full ? held(decision, `${full.what} is used up`) : decision;
}

function held(decision: BindingDecision, why: string): Decision {
  return { ...decision, outcome: 'hold', awaits: undefined, reasons: [why, ...decision.reasons] };
}

function promised(
  customerRecord: CustomerRecord,
  decision: BindingDecision,
  failure: Failure,
  { remedyId, type, at }: { readonly remedyId: string; readonly type: string; readonly at: string },
): CustomerRecord {
  const { purchase, incidentId } = failure;
  const { orderId, lineId, paymentId, amountMinor, currency } = purchase;
  const paid = { amountMinor, currency, ofLines: paidForLines(failure) };
  const line = { remedyId, type, orderId, lineId, paymentId, paid, incidentId, decision, committedAt: at };
  return withCommitment(customerRecord, { ...line, token: 'rehearsal', leaseUntil: at });
}

function rehearsed(type: string, customerId: string, decision: Decision): Rehearsed {
  const { outcome, reasons } = decision;
  if (decision.outcome === 'none') return { type, customerId, outcome, kinds: '', amounts: [], reasons };
  const { parts } = decision;
  const amounts = currenciesOf(parts).map((currency) => ({ currency, amountMinor: costIn(parts, currency) }));
  const kinds = [...new Set(parts.map(({ kind }) => kind))].sort().join('+');
  return { type, customerId, outcome, kinds, amounts, reasons };
}

function refused({ type, detail }: PublishedFailure, ...reasons: readonly string[]): Rehearsed {
  return { type, customerId: customerIn(detail), outcome: 'refused', kinds: '', amounts: [], reasons };
}

function customerIn(detail: unknown): string {
  const customer = typeof detail === 'object' && detail !== null && 'customer' in detail ? detail.customer : undefined;
  const id = typeof customer === 'object' && customer !== null && 'id' in customer ? customer.id : undefined;
  return typeof id === 'string' ? id : '';
}

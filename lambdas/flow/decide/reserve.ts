import type { Failure } from '../../failures/definition/failure';
import type { FailureDefinition } from '../../failures/definition/failure-definition';
import type { CustomerRecord } from '../../ledger/customer-record';
import { foundFor, type FoundRefund } from '../../ledger/given/found-refund';
import { addressBudget, spendingOn, type Acquired, type Budget, type Spending } from '../../ledger/budget';
import type { BindingDecision, HoldDecision, NoneDecision, Uncovered } from '../../model/decision';
import type { InForce, Switchable } from '../../model/controls';
import { written } from '../../model/money';
import { budgetsFor, isOwnBudget, ownBudgetOn } from '../../ledger/quota-lease';
import type { Payers } from './payable';
import { decideOnPayment, type AskForPayment } from './decide-on-payment';
import { modeNow, type ModeContext } from './mode-now';
import type { FlowContext } from '../record/flow-context';

/** What a failure comes to under the policy, the limits and the mode in force. */
export type Reservation =
  | { readonly kind: 'nothing'; readonly decision: NoneDecision }
  /** It would have been given, but its type is being watched only. */
  | { readonly kind: 'shadow'; readonly decision: BindingDecision }
  /** To be committed. What was acquired for it counts as spent, unless the commitment is certainly not written. */
  | { readonly kind: 'binding'; readonly decision: BindingDecision; readonly acquired?: Acquired | undefined };

export type ReserveContext = ModeContext &
  Pick<FlowContext, 'limits' | 'options' | 'quota' | 'budgets' | 'observer'> &
  Payers;

/** A failure to decide on. */
export interface ToDecide {
  readonly remedyId: string;
  readonly failure: Failure;
  readonly definition: FailureDefinition;
  /** Missing where the provider is not asked about payments. */
  readonly askForPayment: AskForPayment | undefined;
  /** Which system published it, where that is known. */
  readonly source?: string | undefined;
}

/**
 * Decides on what the provider knows of the payment, and acquires what is to be given from the shared limits before
 * anything is committed.
 */
export async function reserve(
  toDecide: ToDecide,
  customerRecord: CustomerRecord,
  now: Date,
  context: ReserveContext,
): Promise<Reservation> {
  const { remedyId, failure, definition, askForPayment, source } = toDecide;
  const { limits, options, quota, controls, observer, refunds, partners } = context;
  const { type } = definition;
  const { customerId } = customerRecord;
  // Of what is switched off nobody is asked anything.
  const switchable = { type, customerId, source };
  const before = controls.modeFor(switchable);
  if (before.mode === 'off') return { kind: 'nothing', decision: switchedOff(before) };
  const circumstances = { definition, customerRecord, limits, now, options, payers: { refunds, partners } };
  const decision = await decideOnPayment(failure, circumstances, askForPayment);
  if (decision.outcome === 'none') return { kind: 'nothing', decision };
  // The provider may have taken its time, and somebody may have switched meanwhile.
  const inForce = await modeNow(switchable, context);
  const { mode, what } = inForce;
  if (mode === 'off') return { kind: 'nothing', decision: switchedOff(inForce) };
  if (mode === 'shadow') return { kind: 'shadow', decision };
  const found = foundFor(customerRecord, remedyId);
  if (found) return { kind: 'binding', decision: heldForFound(found, decision) };
  if (decision.outcome === 'hold' && !decision.awaits) return { kind: 'binding', decision };
  if (mode === 'approve') {
    const why = `at present every remedy for ${what} waits for a person`;
    return { kind: 'binding', decision: { ...held(decision, why), cause: 'approve-mode' } };
  }
  const shared = budgetsFor({ type, incidentId: failure.incidentId, source }, limits, now);
  const budgets = [...shared, ...ownBudgetsOf(toDecide, context, now)];
  const spending = spendingOn(decision.parts, limits, failure.purchase.currency);
  if ('why' in spending) return { kind: 'binding', decision: held(decision, spending.why) };
  const full = (await quota.acquire(budgets, spending)) ?? (await fullAddress(failure, spending, now, context));
  if (!full) return { kind: 'binding', decision, acquired: { budgets, spending } };
  if (!budgets.includes(full)) quota.release(budgets, spending);
  observer.step({ step: 'limit-reached', remedyId, failureType: type });
  return { kind: 'binding', decision: heldBy(full, decision) };
}

/** Which limits of its own a failure counts against beside those of all. */
function ownBudgetsOf(
  { definition, failure }: ToDecide,
  { options, limits }: Pick<ReserveContext, 'options' | 'limits'>,
  now: Date,
): readonly Budget[] {
  const own = definition.budgets?.(failure, options ?? definition.policy.defaults) ?? [];
  return own.map(({ name, ...budget }) => ({ ...budget, ...ownBudgetOn(name, limits, now) }));
}

/**
 * What costs nothing counts for the address that hears of it, at a request of its own: money is what all other limits
 * count. It is not given back; a race that is lost lets one mail less go by itself.
 */
async function fullAddress(
  { customer: { email } }: Failure,
  spending: Spending,
  now: Date,
  { limits, budgets }: ReserveContext,
): Promise<Budget | undefined> {
  if (spending.amountMinor > 0 || email === undefined) return undefined;
  const ofAddress = addressBudget(email, limits, now);
  return (await budgets.reserve(ofAddress, spending)) ? undefined : ofAddress;
}

/** What a remedy says of what its payment does not cover, too. */
export type Whole = Pick<BindingDecision, 'covers' | 'otherPaymentIds' | 'askedBy' | 'policyVersion'>;

/**
 * What a payment does not cover is held whatever the limits say. Nothing new is committed to where the type is switched
 * off, or only watched. It makes good the same as the whole: where nothing comes of the other half, a report of that
 * under another name earns no more. Nor does whoever asked for the whole approve the rest of it.
 */
export function reserveUncovered(
  uncovered: Uncovered,
  { covers, otherPaymentIds, askedBy, policyVersion }: Whole,
  facts: Switchable,
  { controls }: Pick<ReserveContext, 'controls'>,
): Reservation {
  const inForce = controls.modeFor(facts);
  if (inForce.mode === 'off') return { kind: 'nothing', decision: switchedOff(inForce) };
  const decision = { outcome: 'hold', ...uncovered, covers, otherPaymentIds, askedBy, policyVersion } as const;
  return { kind: inForce.mode === 'shadow' ? 'shadow' : 'binding', decision };
}

function switchedOff({ what }: InForce): NoneDecision {
  return { outcome: 'none', reasons: [`${what} is switched off at present`], policyVersion: 'switched-off' };
}

function held(decision: BindingDecision, why: string): HoldDecision {
  return { ...decision, outcome: 'hold', cause: undefined, awaits: undefined, reasons: [why, ...decision.reasons] };
}

/** Nothing but a person who has looked at that refund lets it go on, whatever else it was held for. */
function heldForFound(refund: FoundRefund, decision: BindingDecision): HoldDecision {
  const { providerRef, createdAt } = refund;
  const why =
    `the provider made refund ${providerRef} of ${written(refund)} for it on ${createdAt.slice(0, 10)}, of which the ledger ` +
    'knows nothing. Approve it only if that refund is not this one';
  return { ...held(decision, why), withIncident: undefined };
}

function heldBy({ name, what }: Budget, decision: BindingDecision): HoldDecision {
  const hold = { ...held(decision, `${what} is used up`), cause: 'limit' } as const;
  // What one person has no budget left for is no matter of all that a limit has stopped.
  if (isOwnBudget(name)) return { ...hold, cause: undefined };
  return name.startsWith('incident/') ? { ...hold, withIncident: true } : hold;
}

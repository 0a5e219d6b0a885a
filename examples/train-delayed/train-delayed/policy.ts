import {
  amountsSchema,
  commonDefaults,
  commonOptionsShape,
  gestureIn,
  type Policy,
  type PolicyDecision,
  type PolicyView,
  type RemedyPart,
} from 'amends/failures';
import { deadlineOf, owedUnder, scheduleInForce } from 'amends/schedules';
import * as z from 'zod/mini';
import { delayMinutes, type TrainDelay } from './contract';

const optionsSchema = z.object({
  ...commonOptionsShape,
  /**
   * A train that is so late earns a goodwill credit beside what the schedule owes.
   *
   * @default 60
   */
  goodwillFromMinutes: z.int().check(z.positive()),
  /**
   * The goodwill credit, in minor units by currency. None in a currency that is not named.
   *
   * @default £5
   */
  goodwillMinor: amountsSchema,
});

export type TrainDelayedOptions = z.infer<typeof optionsSchema>;

export const trainDelayedPolicy: Policy<TrainDelay, TrainDelayedOptions> = {
  version: 1,
  optionsSchema,
  defaults: { ...commonDefaults, goodwillFromMinutes: 60, goodwillMinor: { GBP: 500 } },
  decide: decideTrainDelayed,
};

/** What Delay Repay owes, whatever caused the delay: to the way the ticket was paid, and before the schedule's time is over. */
function decideTrainDelayed(failure: TrainDelay, view: PolicyView<TrainDelayedOptions>): PolicyDecision {
  const { train, purchase } = failure;
  const { amountMinor: paidMinor, currency, paymentId } = purchase;
  const schedule = scheduleInForce('delay-repay', train.scheduledArrival);
  if (!schedule) return { outcome: 'none', reasons: ['there was no Delay Repay yet when it happened'] };
  const owed = owedUnder(schedule, {
    kind: 'delay',
    delayMinutes: delayMinutes(failure),
    ticket: train.ticket,
    paidMinor,
    currency,
  });
  if (owed.outcome === 'nothing') return { outcome: 'none', reasons: [owed.reason] };

  // The other half of a return may have been late too.
  const amountMinor = Math.min(owed.amount.amountMinor, view.refundableMinor);
  if (amountMinor === 0) return { outcome: 'none', reasons: ['the fare was given back before'] };
  const credit = goodwillCredit(failure, view);
  return {
    outcome: 'give',
    parts: [{ kind: 'refund', amountMinor, currency, paymentId }, ...(credit ? [credit] : [])],
    reasons: [
      `${owed.reason} (${schedule.id})`,
      ...(credit ? [`a goodwill credit, because it was ${view.options.goodwillFromMinutes} minutes or more`] : []),
    ],
    owedBy: deadlineOf(schedule, 'card', new Date(train.arrivedAt))?.toISOString(),
  };
}

function goodwillCredit(failure: TrainDelay, { options }: PolicyView<TrainDelayedOptions>): RemedyPart | undefined {
  const { customer, purchase } = failure;
  const amountMinor = gestureIn(options.goodwillMinor, purchase.currency) ?? 0;
  if (amountMinor === 0 || delayMinutes(failure) < options.goodwillFromMinutes) return undefined;
  const accountId = customer.creditAccountId ?? customer.id;
  return { kind: 'credit', amountMinor, currency: purchase.currency, accountId, basis: 'goodwill' };
}

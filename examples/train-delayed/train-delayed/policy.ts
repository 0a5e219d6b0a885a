import {
  amountsSchema,
  commonDefaults,
  commonOptionsShape,
  goodwillCredit,
  refundUpTo,
  type Policy,
  type PolicyDecision,
  type PolicyView,
} from 'amends/failures';
import { deadlineOf, owedUnder, scheduleInForce } from 'amends/schedules';
import * as z from 'zod/mini';
import { delayMinutes, type TrainDelay } from './contract';

const optionsSchema = z.object({
  ...commonOptionsShape,
  /**
   * From how many minutes of delay on the customer gets a goodwill credit on top of what the schedule owes.
   *
   * @default 60
   */
  goodwillFromMinutes: z.int().check(z.positive()),
  /**
   * The goodwill credit, in minor units by currency. None in a currency without an amount.
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

/**
 * What Delay Repay owes, whatever caused the delay: a refund of the ticket's payment, before the schedule's deadline.
 */
function decideTrainDelayed(failure: TrainDelay, view: PolicyView<TrainDelayedOptions>): PolicyDecision {
  const { train, purchase } = failure;
  const { amountMinor: paidMinor, currency } = purchase;
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
  const refund = refundUpTo(purchase, owed.amount.amountMinor, view.refundableMinor);
  if (!refund) return { outcome: 'none', reasons: ['the fare was given back before'] };
  const { goodwillFromMinutes, goodwillMinor } = view.options;
  const credit = delayMinutes(failure) >= goodwillFromMinutes ? goodwillCredit(failure, goodwillMinor) : undefined;
  return {
    outcome: 'give',
    parts: [refund, ...(credit ? [credit] : [])],
    reasons: [
      `${owed.reason} (${schedule.id})`,
      ...(credit ? [`a goodwill credit, because it was ${goodwillFromMinutes} minutes or more`] : []),
    ],
    owedBy: deadlineOf(schedule, 'card', new Date(train.arrivedAt))?.toISOString(),
  };
}

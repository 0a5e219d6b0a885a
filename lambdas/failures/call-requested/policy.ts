import * as z from 'zod/mini';
import type { PolicyDecision } from '../../model/decision';
import { dayMs } from '../../model/durations';
import { callType } from '../../model/judging/gesture';
import { isTimeZone } from '../../model/guards/reference';
import { commonDefaults, commonOptionsShape, countedSince, type Policy, type PolicyView } from '../definition/policy';
import { callTime } from './calling-hours';
import type { RequestedCall } from './contract';

const optionsSchema = z.object({
  ...commonOptionsShape,
  /**
   * How many minutes of calling hours pass at most until somebody has called.
   *
   * @default 120
   */
  withinMinutes: z.int().check(z.positive(), z.lte(24 * 60)),
  /**
   * In which hours people are called, by the clock where they are: from one full hour to another, on these days of the
   * week, Monday being 1.
   *
   * @default 9 to 20, on every day but Sunday
   */
  hours: z
    .object({
      from: z.int().check(z.nonnegative(), z.lte(23)),
      to: z.int().check(z.positive(), z.lte(24)),
      days: z.array(z.int().check(z.gte(1), z.lte(7))).check(z.minLength(1)),
    })
    .check(z.refine(({ from, to }) => from < to, { error: 'ends before it begins' })),
  /**
   * The IANA time zone of customers of whom none is known.
   *
   * @default 'UTC'
   */
  timeZone: z.string().check(z.refine(isTimeZone, { error: 'is no IANA time zone such as Europe/London' })),
  /**
   * How often one customer is called because they asked for it, in 24 hours.
   *
   * @default 2
   */
  mostADay: z.int().check(z.positive(), z.lte(20)),
});

export type CallRequestedOptions = z.infer<typeof optionsSchema>;

export const callRequestedPolicy: Policy<RequestedCall, CallRequestedOptions> = {
  version: 1,
  optionsSchema,
  defaults: {
    ...commonDefaults,
    withinMinutes: 120,
    hours: { from: 9, to: 20, days: [1, 2, 3, 4, 5, 6] },
    timeZone: 'UTC',
    mostADay: 2,
  },
  decide: decideCallRequested,
  countsBackDays: () => 2,
};

/** Somebody is asked to call. Nothing is promised before one of them has accepted it. */
function decideCallRequested({ customer }: RequestedCall, view: PolicyView<CallRequestedOptions>): PolicyDecision {
  const { options, now } = view;
  if (customer.phone === undefined) return { outcome: 'none', reasons: ['no phone number is known'] };
  const since = new Date(now.getTime() - dayMs);
  const before = countedSince(view, since, callType);
  if (before >= options.mostADay) {
    return { outcome: 'none', reasons: [`the customer was to be called ${before} times in 24 hours before`] };
  }
  const { withinMinutes, hours, timeZone } = options;
  const time = callTime(hours, withinMinutes, customer.timeZone ?? timeZone, now);
  return {
    outcome: 'give',
    parts: [{ kind: 'callback', channel: 'phone', ...time }],
    reasons: [
      `the customer asked to be called${time.notBefore === undefined ? '' : `, and nobody is called before ${time.notBefore}`}`,
    ],
  };
}

import { defaultLimits, type Limits } from '../../lambdas/model/limits';

const amountMinor = { GBP: 1_000_000_00, JPY: 1_000_000_00, KWD: 1_000_000_000 };
const wide = { remedies: 1_000_000, amountMinor };

/** Limits that nobody in a test comes near, where it is about something else. */
export const wideLimits: Limits = {
  perRemedy: amountMinor,
  perCustomer: { windowDays: 30, ...wide },
  perFailureTypeAndDay: wide,
  perIncident: wide,
  perDay: wide,
  twoPeopleAbove: amountMinor,
  holdHours: defaultLimits.holdHours,
};

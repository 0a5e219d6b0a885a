import type { HoldCause } from '../../lambdas/model/guards/hold-cause';

/** What stopped a remedy, in as few words as a list has room for. */
export const causes: Readonly<Record<HoldCause, string>> = {
  'switched-off': 'Switched off',
  'approve-mode': 'Nothing is given without a person',
  account: 'The provider refuses our account',
  capture: 'The payment is not captured yet',
  dispute: 'The bank claims it back',
  'fraud-warning': 'The bank warns of fraud',
  limit: 'A limit is used up',
  'customer-limit': 'The customer was given much lately',
  withdrawn: 'The verdict on its incident was withdrawn',
};

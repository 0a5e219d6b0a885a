/**
 * What stopped or keeps back a remedy, where it is no doubt of the decision itself. `switched-off`: its type, or all,
 * gives nothing at present. `approve-mode`: nothing is given without a person at present. `account`: the provider
 * refuses everything of our account. `capture`: the payment is not captured yet. `dispute`: the customer's bank claims
 * it back. `fraud-warning`: it warns that
 * somebody else paid with the card. `limit`: a shared limit has no room for it. `customer-limit`: its customer was
 * given so much lately that a person looks. `withdrawn`: so is the verdict on its incident.
 */
export const holdCauses = [
  'switched-off',
  'approve-mode',
  'account',
  'capture',
  'dispute',
  'fraud-warning',
  'limit',
  'customer-limit',
  'withdrawn',
] as const;

export type HoldCause = (typeof holdCauses)[number];

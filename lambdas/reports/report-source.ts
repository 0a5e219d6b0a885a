/** The source of failures that customers and agents report. Nobody but the function that takes reports has it. */
export const reportSource = 'amends.reports';

/** The failure types that somebody can report on the page or by the API. */
export const reportableTypes = [
  'ParcelLost',
  'ParcelStolen',
  'DeliveryLate',
  'ItemNotAsDescribed',
  'ItemDamaged',
  'VideoPlaybackFailed',
  'WifiSessionFailed',
  'ContentWithdrawn',
  'ServiceOutage',
] as const;

export type ReportableType = (typeof reportableTypes)[number];

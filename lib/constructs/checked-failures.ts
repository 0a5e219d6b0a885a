import { checkChannels, withChannels } from '../channels/checked-channels';
import { withDetectors } from '../detect/with-detectors';
import { checkConcurrency } from '../options/delivery';
import { FailureType } from '../options/failure-type';
import { checkFailureTypes } from '../options/failure-type-problems';
import { withGestures } from '../reports/with-gestures';
import { withReports } from '../reports/reported-types';
import type { RefundAutomationProps } from '../refund-automation-props';
import { withSynthetic } from './synthetic-failure';

/**
 * The failure types of one instance, with the synthetic one and complaints of channels if they are wanted.
 *
 * @throws FailureTypesError where they cannot be deployed, with every problem
 * @throws Error where one of them may run more often at once than functions may
 */
export function checkedFailures({
  failures = FailureType.catalog(),
  gestures,
  syntheticFailure,
  channels,
  reports,
  detectors = [],
  apologies,
  reservedConcurrency,
  publicWebhook,
}: RefundAutomationProps): readonly FailureType[] {
  if (publicWebhook === false && detectors.length > 0) {
    throw new Error('Signals for detectors come in at public URLs. Leave detectors out, or publicWebhook: false.');
  }
  const given = withGestures(failures, gestures);
  const ofPeople = withReports(withChannels(withSynthetic(given, syntheticFailure), channels), reports);
  const all = withDetectors(ofPeople, detectors);
  checkChannels(channels, all);
  checkFailureTypes(all, apologies?.entry);
  for (const { delivery } of all) checkConcurrency(delivery, reservedConcurrency);
  return all;
}

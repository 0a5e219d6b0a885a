import { checkOf } from '../../ledger/check/quality-check';
import type { CheckStore } from '../../ledger/port/check-store';
import { isApprovedByPerson, type RemedyRecord } from '../../ledger/remedy-record';
import { isChosenForCheck } from '../../model/judging/chosen-for-check';
import { syntheticPrefix } from '../../outcomes/synthetic';

/** Where checks are kept, and the share of remedies that is checked. */
export interface Checks {
  readonly store: Pick<CheckStore, 'keepCheck'>;
  /** From 0 to 1. */
  readonly share: number;
}

/**
 * Keeps a check of a remedy that was given by itself, if it is one of the share. What a person approved was looked at
 * before, and synthetic failures are nobody's.
 */
export async function chooseForCheck(record: RemedyRecord, checks: Checks | undefined): Promise<void> {
  if (!checks || record.state !== 'issued' || isApprovedByPerson(record)) return;
  if (record.customerId.startsWith(syntheticPrefix) || !isChosenForCheck(record, checks.share)) return;
  await checks.store.keepCheck(checkOf(record));
}

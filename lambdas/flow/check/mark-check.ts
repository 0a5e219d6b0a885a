import type { CheckMark, MarkedCheck } from '../../ledger/check/quality-check';
import type { CheckStore } from '../../ledger/port/check-store';
import type { Ledger } from '../../ledger/port/ledger';
import type { RemedyRecord } from '../../ledger/remedy-record';

export interface CheckContext {
  readonly ledger: Pick<Ledger, 'readRemedy'>;
  readonly checks: CheckStore;
  readonly clock: () => Date;
}

/** Which remedy. */
export interface CheckCase {
  readonly customerId: string;
  readonly remedyId: string;
}

/** A check as a person sees it, with what has become of its remedy. */
export interface ShownCheck extends MarkedCheck {
  readonly record: RemedyRecord;
}

/** @returns undefined where that remedy is not among those that are checked */
export async function showCheck(
  { customerId, remedyId }: CheckCase,
  { ledger, checks }: Pick<CheckContext, 'ledger' | 'checks'>,
): Promise<ShownCheck | undefined> {
  const record = await ledger.readRemedy(customerId, remedyId);
  const found = record && (await checks.readCheck(record));
  return found && { ...found, record };
}

/** What a checker says, and how many marks they have seen there. */
export type Marking = Omit<CheckMark, 'number' | 'at'> & { readonly expectedVersion: number };

export type MarkResult =
  | { readonly answer: 'done'; readonly check: MarkedCheck['check']; readonly marks: readonly CheckMark[] }
  | { readonly answer: 'refused'; readonly why: string };

/** Adds a checker's mark. @returns undefined where that remedy is not among those that are checked */
export async function markCheck(
  which: CheckCase,
  { expectedVersion, ...given }: Marking,
  context: CheckContext,
): Promise<MarkResult | undefined> {
  const found = await showCheck(which, context);
  if (!found) return undefined;
  const { check, marks } = found;
  const mark = { ...given, number: expectedVersion + 1, at: context.clock().toISOString() };
  const isSeen = marks.length === expectedVersion;
  if (!isSeen || (await context.checks.addMark(check, mark)) === 'stale') {
    return { answer: 'refused', why: 'somebody has marked it since you looked at it; look at it again' };
  }
  return { answer: 'done', check, marks: [...marks, mark] };
}

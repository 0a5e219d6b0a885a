import type { PartRecord, RemedyRecord } from '../../ledger/remedy-record';
import type { ArrivalAt } from '../../model/remedy';
import { hasGiven } from '../fulfil/rejection';

export type Verdict = 'approve' | 'reject';

/** What the ledger would say after a verdict on what is held, where all that is still to be given is given. */
export function recordAfter(verdict: Verdict, record: RemedyRecord, arrival: ArrivalAt | undefined): RemedyRecord {
  if (verdict === 'reject' && !hasGiven(record)) return { ...record, state: 'rejected' };
  const parts = record.parts.map((part): PartRecord => {
    if (part.outcome.state !== 'planned') return part;
    const outcome: PartRecord['outcome'] =
      verdict === 'approve'
        ? {
            state: 'succeeded',
            providerRef: '',
            ...(part.part.kind === 'refund' && { arrival: arrival?.(part.part.paidWith) }),
          }
        : { state: 'declined', reason: 'cancelled' };
    return { ...part, outcome };
  });
  return { ...record, state: 'issued', parts };
}

/** What only those will say who carry out what is still to be given. */
export function openFacts({ parts }: RemedyRecord, arrival: ArrivalAt | undefined): string[] {
  const kinds = new Set(parts.filter(({ outcome }) => outcome.state === 'planned').map(({ part }) => part.kind));
  return [
    'all of it is given as it was decided: a part that cannot be given is not in the mail',
    ...(kinds.has('refund') && !arrival ? ['when the money arrives, as your provider says'] : []),
    ...(kinds.has('replacement') ? ['when the new one arrives and who brings it, as your partner says'] : []),
    ...(kinds.has('entitlement') ? ['until when it is the customer’s, as your partner says'] : []),
  ];
}

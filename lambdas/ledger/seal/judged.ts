import type { Commitment } from '../customer-record';
import type { HeldIncident } from '../incident/incident';
import type { RemedyKey } from '../port/ledger';
import type { RemedyRecord } from '../remedy-record';
import { contentOfPromise, contentOfVerdicts, contentsOfRecord } from './sealed-content';
import type { Doubt, Judgement, SealVerifier } from './seals';

/** A record that was read, with the doubt there is of it. One that stands in the place of another is foreign there. */
export function judgedRecord(record: RemedyRecord, verifier: SealVerifier, asked: RemedyKey = record): RemedyRecord {
  const isInPlace = record.customerId === asked.customerId && record.remedyId === asked.remedyId;
  const judgements = contentsOfRecord(record).map((content) => verifier.judge(content, record.seal));
  return { ...record, doubt: isInPlace ? doubtIn(judgements) : 'foreign' };
}

/** A commitment that was read, with the doubt there is of it. */
export function judgedCommitment(customerId: string, commitment: Commitment, verifier: SealVerifier): Commitment {
  return { ...commitment, doubt: doubtIn([verifier.judge(contentOfPromise(customerId, commitment), commitment.seal)]) };
}

/** An incident that was read, with the doubt there is of its verdicts. One without any moves nothing. */
export function judgedIncident(incident: HeldIncident, verifier: SealVerifier): HeldIncident {
  const { decided, proposed, earlier = [] } = incident;
  if (!decided && !proposed && earlier.length === 0) return { ...incident, doubt: undefined };
  return { ...incident, doubt: doubtIn([verifier.judge(contentOfVerdicts(incident), incident.seal)]) };
}

function doubtIn(judgements: readonly Judgement[]): Doubt | undefined {
  if (judgements.includes('ours')) return undefined;
  return judgements.includes('unknown-key') ? 'unknown-key' : 'foreign';
}

import type { FC } from 'hono/jsx';
import { idInPath } from '../../../lambdas/operator-api/path-id';
import { Amounts } from '../../elements/amount';
import { Instant } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { StateMark } from '../../elements/state-mark';
import { titleOf } from '../../elements/titles';
import type { Visit } from '../../visit/visit';
import type { CustomerRemedyView } from './sums';

export interface RemedyEntryProps {
  readonly remedy: CustomerRemedyView;
  /** How many remedies of this order there are, with this one. */
  readonly ofSameOrder: number;
  readonly visit: Visit;
}

/** What whoever talks to the customer must not get wrong. */
const careful: Partial<Record<CustomerRemedyView['state'], string>> = {
  held: 'Somebody decides on it. Do not promise the amount.',
  executing: 'The provider has not answered yet. Never pay it by hand: it is looked up by itself.',
  unknown: 'The provider has not answered. Never pay it by hand: it is looked up by itself.',
  pending: 'It was sent, and the bank has not confirmed it. Never pay it by hand.',
  declined: 'The first way did not work, and another one is tried. Look again in an hour.',
  'late-failed': 'The money came back, and another way is tried. Look again in an hour.',
  'needs-attention': 'It did not work, and a person has to act.',
  rejected: 'A person has decided against it, and that is final.',
};

/** One remedy in the timeline of its customer: what failed, what was given, and what was mailed. */
export const RemedyEntry: FC<RemedyEntryProps> = ({ remedy, ofSameOrder, visit }) => {
  const { customerId, remedyId, failureType, state, since, amounts, why, reference } = remedy;
  return (
    <li>
      <h3>
        <a href={placeOf.remedy(customerId, remedyId)}>{titleOf(failureType)}</a>
      </h3>
      <p>
        <StateMark state={state} /> <Amounts of={amounts} locale={visit.locale} />{' '}
        <span class="hint">
          since <Instant at={since} visit={visit} />
        </span>
      </p>
      {careful[state] !== undefined && <p class="soon">{careful[state]}</p>}
      {state !== 'issued' && <p>{why}</p>}
      <Mails remedy={remedy} visit={visit} />
      <p class="hint">
        Happened <Instant at={remedy.occurredAt} visit={visit} />,{' '}
        {remedy.evidence === 'detected' ? 'detected' : 'reported'} <Instant at={remedy.detectedAt} visit={visit} />
        {remedy.source !== undefined && ` by ${remedy.source}`}. Reference {reference}. <Order of={remedy} />
        {ofSameOrder > 1 && (
          <>
            {' '}
            <a href={`${placeOf.customer(customerId)}?order=${idInPath(remedy.orderId)}`}>
              All {ofSameOrder} of this order
            </a>
            .
          </>
        )}
        {remedy.incidentId !== undefined && (
          <>
            {' '}
            Incident <a href={placeOf.incident(remedy.incidentId)}>{remedy.incidentId}</a>.
          </>
        )}
      </p>
    </li>
  );
};

const Mails: FC<{ readonly remedy: CustomerRemedyView; readonly visit: Visit }> = ({ remedy: { notices }, visit }) =>
  notices.length === 0 ? (
    <p>No mail was written about it.</p>
  ) : (
    <ul>
      {notices.map(({ template, state, since, trouble }) => (
        <li>
          Mail ({template}): {titleOf(state).toLowerCase()}, <Instant at={since} visit={visit} />
          {trouble !== undefined && (
            <>
              {' '}
              <strong class="over">
                They may not have got it{trouble !== state && `: ${titleOf(trouble).toLowerCase()}`}.
              </strong>
            </>
          )}
        </li>
      ))}
    </ul>
  );

const Order: FC<{ readonly of: CustomerRemedyView }> = ({ of: { orderId, lineId, paymentId } }) => (
  <>
    Order {orderId}
    {lineId !== undefined && `, line ${lineId}`}, paid with {paymentId}.
  </>
);

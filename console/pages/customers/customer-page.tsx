import type { FC } from 'hono/jsx';
import { idInPath } from '../../../lambdas/operator-api/path-id';
import type { CustomerPage as CustomerView } from '../../../lambdas/operator-api/response-schemas';
import { Amounts } from '../../elements/amount';
import { Instant } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { Page } from '../../layout/page';
import type { Visit } from '../../visit/visit';
import { RemedyEntry } from './remedy-entry';
import { placedSums, type CustomerRemedyView } from './sums';

export interface CustomerPageProps {
  readonly customer: CustomerView;
  readonly visit: Visit;
  /** Only remedies of this order. */
  readonly orderId: string | undefined;
  /** How many of the newest are passed over. */
  readonly from: number;
}

const perPage = 20;

/** Everything that happened to one customer, the newest first. It names nobody: an id stands for them. */
export const CustomerPage: FC<CustomerPageProps> = ({ customer, visit, orderId, from }) => {
  const { customerId, remedies, isComplete, erased } = customer;
  const wanted = remedies.filter((one) => orderId === undefined || one.orderId === orderId);
  const shown = wanted.slice(from, from + perPage);
  const place = placeOf.customer(customerId);
  const more = (at: number): string => {
    const query = { ...(orderId !== undefined && { order: idInPath(orderId) }), from: String(at) };
    return `${place}?${new URLSearchParams(query).toString()}`;
  };
  return (
    <Page visit={visit} title="Customer" within={{ title: 'Customers', href: '/customers' }}>
      <p class="id">{customerId}</p>
      {erased && (
        <p class="refused">
          Name and address were erased <Instant at={erased.at} visit={visit} />, of what was detected until{' '}
          <Instant at={erased.until} visit={visit} />.
        </p>
      )}
      <Figures remedies={wanted} visit={visit} />
      {!isComplete && <p class="hint">There are more remedies than are shown, and the sums are of these alone.</p>}
      <h2>{orderId === undefined ? 'What happened' : `What happened to the order ${orderId}`}</h2>
      {orderId !== undefined && (
        <p>
          <a href={place}>All of this customer</a>
        </p>
      )}
      {shown.length === 0 && <p>Nothing was decided for this customer.</p>}
      <ol class="timeline">
        {shown.map((remedy) => (
          <RemedyEntry remedy={remedy} ofSameOrder={countOf(remedies, remedy.orderId)} visit={visit} />
        ))}
      </ol>
      <p class="buttons">
        {from > 0 && <a href={more(Math.max(0, from - perPage))}>Newer</a>}
        {wanted.length > from + perPage && <a href={more(from + perPage)}>Older ({wanted.length - from - perPage})</a>}
      </p>
      {visit.may.includes('report') && (
        <p>
          <a href={`${place}/report`}>Report a failure in the name of this customer</a>
        </p>
      )}
      {visit.may.includes('give') && (
        <p>
          <a href={`${place}/give`}>Give this customer something</a>
        </p>
      )}
      {visit.may.includes('erase') && (
        <p>
          <a href={`${place}/erase`}>Erase name and address of this customer</a>
        </p>
      )}
    </Page>
  );
};

const Figures: FC<{ readonly remedies: readonly CustomerRemedyView[]; readonly visit: Visit }> = ({
  remedies,
  visit,
}) => {
  const { given, underWay, waiting } = placedSums(remedies);
  const figures = [
    { name: 'given', of: given },
    { name: 'under way or in doubt', of: underWay },
    { name: 'wait for a person', of: waiting },
  ].filter(({ name, of }) => name === 'given' || of.length > 0);
  return (
    <ul class="figures">
      {figures.map(({ name, of }) => (
        <li>
          <div class="figure">
            <strong>
              <Amounts of={of} locale={visit.locale} />
            </strong>
            {name}
          </div>
        </li>
      ))}
      <li>
        <div class="figure">
          <strong>{remedies.length}</strong>
          {remedies.length === 1 ? 'remedy' : 'remedies'}
        </div>
      </li>
    </ul>
  );
};

function countOf(remedies: readonly CustomerRemedyView[], orderId: string): number {
  return remedies.filter((one) => one.orderId === orderId).length;
}

import type { FC } from 'hono/jsx';
import { placeOf } from '../../elements/places';
import { Page } from '../../layout/page';
import type { Visit } from '../../visit/visit';
import { SearchForm } from './search-form';

/** Of a customer of whom nothing is known, what may be the reason, and what may be done. */
export const UnknownCustomerPage: FC<{ readonly customerId: string; readonly visit: Visit }> = ({
  customerId,
  visit,
}) => (
  <Page visit={visit} title="Nothing is known of this customer" within={{ title: 'Customers', href: '/customers' }}>
    <p class="id">{customerId}</p>
    <ul>
      <li>An id has to be spelled exactly, with its capital letters.</li>
      <li>Perhaps nothing was reported yet: ask what happened and when, and report it.</li>
      <li>What failed while everything was switched off was not recorded.</li>
    </ul>
    <SearchForm visit={visit} form={{ customerId }} />
    {visit.may.includes('report') && (
      <p>
        <a href={`${placeOf.customer(customerId)}/report`}>Report a failure in the name of this customer</a>
      </p>
    )}
    {visit.may.includes('give') && (
      <p>
        <a href={`${placeOf.customer(customerId)}/give`}>Give this customer something</a>
      </p>
    )}
    {visit.may.includes('erase') && (
      <p>
        <a href={`${placeOf.customer(customerId)}/erase`}>Erase what may be on its way with this id</a>
      </p>
    )}
  </Page>
);

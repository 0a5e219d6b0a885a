import type { FC } from 'hono/jsx';
import type { RetriesView } from '../../../lambdas/operator-api/response-schemas';
import type { Visit } from '../../visit/visit';
import { DataTable } from '../../elements/data-table';
import { placeOf } from '../../elements/places';
import { Page } from '../../layout/page';
import { Onward } from '../../lists/onward';
import type { Deed } from './many-page';
import { isPrivate, type RemedyFilter } from './remedy-filter';

/** What came of it. */
export interface ManyDone {
  /** They go on their way within a minute or two. */
  readonly done: number;
  /** Approved by this person, and another one has to release them too. */
  readonly waiting: number;
  readonly refused: RetriesView['refused'];
}

export interface ManyDonePageProps {
  readonly deed: Deed;
  readonly filter: RemedyFilter;
  readonly came: ManyDone;
  readonly visit: Visit;
}

/** What was done of many, and what was refused and why. */
export const ManyDonePage: FC<ManyDonePageProps> = ({ deed, filter, came: { done, waiting, refused }, visit }) => (
  <Page
    visit={visit}
    title={deed === 'retry' ? 'What is on its way again' : 'What was released'}
    within={{ title: 'Remedies', href: '/remedies' }}
  >
    <div class={refused.length > 0 ? 'refused' : 'done'} role="status">
      <p>
        <strong>{done}</strong> {done === 1 ? 'goes' : 'go'} on {done === 1 ? 'its' : 'their'} way within a minute or
        two.
      </p>
      {waiting > 0 && (
        <p>
          <strong>{waiting}</strong> {waiting === 1 ? 'is' : 'are'} approved by you. Another person has to release{' '}
          {waiting === 1 ? 'it' : 'them'} too.
        </p>
      )}
      {refused.length > 0 && (
        <p>
          <strong>{refused.length}</strong> {refused.length === 1 ? 'was' : 'were'} refused, and nothing was done with{' '}
          {refused.length === 1 ? 'it' : 'them'}.
        </p>
      )}
    </div>
    {refused.length > 0 && <Refused refused={refused} />}
    <Onward to="/remedies" values={filter} token={isPrivate(filter) ? visit.session.formToken : undefined}>
      Back to the list
    </Onward>
  </Page>
);

const Refused: FC<{ readonly refused: ManyDone['refused'] }> = ({ refused }) => (
  <DataTable
    head={['Remedy', 'Customer', 'Why it was refused']}
    rows={refused.map(({ customerId, remedyId, why }) => [
      <a href={placeOf.remedy(customerId, remedyId)}>{remedyId}</a>,
      <a href={placeOf.customer(customerId)}>{customerId}</a>,
      why,
    ])}
    isCompact
  />
);

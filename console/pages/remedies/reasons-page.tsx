import type { FC } from 'hono/jsx';
import { Page } from '../../layout/page';
import { Onward } from '../../lists/onward';
import { Reasons } from './reasons';
import { Summary, tokenFor, type ListProps } from './remedies-page';
import { filterText } from './remedy-filter';

/** What a long list is about: which reasons there are how often, and what each costs. */
export const ReasonsPage: FC<ListProps> = ({ filter, list, visit }) => (
  <Page visit={visit} title="What remedies wait for">
    <Summary filter={filter} list={list} visit={visit} />
    <Reasons remedies={list.remedies} filter={filter} visit={visit} />
    <p>
      <Onward to="/remedies" values={filter} token={tokenFor(filter, visit)}>
        {filterText(filter) === '' ? 'All of them, one by one' : `${filterText(filter)}: one by one`}
      </Onward>
    </p>
  </Page>
);

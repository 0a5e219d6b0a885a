import type { FC } from 'hono/jsx';
import type { SearchPage } from '../../../lambdas/operator-api/response-schemas';
import type { Refusal } from '../../asking/ask';
import { placeOf } from '../../elements/places';
import { RemediesTable } from '../../lists/remedies-table';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import { shownText } from '../../elements/shown-text';
import type { Visit } from '../../visit/visit';

export interface FoundPageProps {
  readonly visit: Visit;
  /** What was typed. Missing where nothing was. */
  readonly text: string | undefined;
  readonly found: SearchPage | Refusal | undefined;
}

/** What a search has found, as what it looked, and why it could not look everywhere. */
export const FoundPage: FC<FoundPageProps> = ({ visit, text, found }) => (
  <Page visit={visit} title="Search" typed={text}>
    {text !== undefined && <p class="id">{shownText(text)}</p>}
    {found === undefined ? (
      <p>Type the id of a customer, an order, a payment or a remedy, or the reference of a mail, above.</p>
    ) : 'is' in found ? (
      <RefusalNote refusal={found} so="Nothing was looked for" />
    ) : (
      <Found found={found} visit={visit} />
    )}
  </Page>
);

const Found: FC<{ readonly found: SearchPage; readonly visit: Visit }> = ({ found, visit }) => {
  const { customerId, remedies, looked } = found;
  return (
    <>
      {customerId !== null && (
        <p>
          It is a customer: <a href={placeOf.customer(customerId)}>everything that happened to them</a>.
        </p>
      )}
      {remedies.length > 0 && <RemediesTable remedies={remedies} visit={visit} />}
      {customerId === null && remedies.length === 0 && <p>Nothing was found.</p>}
      <h2>Where it was looked for</h2>
      <ul>
        {looked.map(({ as, found: count, why }) => (
          <li>
            {places[as]}: {why ?? (count === 0 ? 'none' : `${count} found`)}.
          </li>
        ))}
      </ul>
      {customerId === null && remedies.length === 0 && <Advice isWhole={looked.every(({ why }) => !isMissing(why))} />}
    </>
  );
};

const places = {
  customer: 'Customers, by their id',
  reference: 'Remedies, by reference or id',
  order: 'Remedies, by order, or by order and line (ORDER/LINE)',
  payment: 'Remedies, by payment',
} as const satisfies Readonly<Record<SearchPage['looked'][number]['as'], string>>;

/** The stage lacks an index: the text may be of something all the same. */
function isMissing(why: string | undefined): boolean {
  return why?.startsWith('this stage has no index') ?? false;
}

const Advice: FC<{ readonly isWhole: boolean }> = ({ isWhole }) => (
  <ul>
    <li>Ids have to be spelled exactly, with their capital letters. A reference may be typed in any way.</li>
    <li>What is a few seconds old may not be found yet.</li>
    {!isWhole && (
      <li>
        An index that the stage lacks is its setting <code>search</code>. Until then a reference is found{' '}
        <a href="/customers">with its customer</a>, or by <code>amends remedies find</code>, which reads the whole
        ledger.
      </li>
    )}
  </ul>
);

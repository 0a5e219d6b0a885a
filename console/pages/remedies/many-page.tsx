import type { FC } from 'hono/jsx';
import type { RemedyListView } from '../../../lambdas/operator-api/response-schemas';
import type { Refusal } from '../../asking/ask';
import type { Form } from '../../visit/form';
import { seenValue } from '../../visit/seen';
import type { Visit } from '../../visit/visit';
import { cohortText } from '../../texts/cohort-text';
import { Ago } from '../../elements/instant';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import { ReasonField } from '../../fields/reason-field';
import { TokenField } from '../../fields/token-field';
import { Onward } from '../../lists/onward';
import { RemediesTable } from '../../lists/remedies-table';
import { filterText, isPrivate, type RemedyFilter } from './remedy-filter';

/** What is done with all of a list. */
export type Deed = 'retry' | 'release';

/** So many are shown as examples. */
const examples = 10;

const words = {
  retry: {
    title: 'Send all of these on their way again?',
    button: 'Retry',
    duty: 'retry',
    state: 'needs-attention',
    says: 'Each is carried out as it was decided, once what stopped it is mended. What was certainly not given is asked for anew.',
  },
  release: {
    title: 'Release all of these?',
    button: 'Release',
    duty: 'approve',
    state: 'held',
    says: 'Each is approved in your name, as it would be by itself. Together they may be so much that another person has to release them too.',
  },
} as const;

export interface ManyPageProps {
  readonly deed: Deed;
  readonly filter: RemedyFilter;
  readonly list: RemedyListView;
  readonly form: Form;
  readonly refusal: Refusal | undefined;
  readonly visit: Visit;
}

/** Asks once, with the numbers on which is decided. */
export const ManyPage: FC<ManyPageProps> = ({ deed, filter, list, form, refusal, visit }) => {
  const { title, duty, says } = words[deed];
  const { remedies, cohort, isComplete } = list;
  const [oldest] = remedies;
  return (
    <Page visit={visit} title={title} within={{ title: 'Remedies', href: '/remedies' }}>
      <RefusalNote refusal={refusal} />
      {oldest ? (
        <>
          <p class="many">
            <strong>{cohortText(cohort, visit.locale)}</strong>
          </p>
          <p>
            The oldest <Ago at={oldest.since} visit={visit} />; narrowed to{' '}
            {filterText({ ...filter, state: words[deed].state })}. {says}
          </p>
          {!isComplete && <p class="refused">There is more than can be done at once. Narrow the list.</p>}
          {isComplete && visit.may.includes(duty) && (
            <ManyForm deed={deed} filter={filter} list={list} form={form} visit={visit} />
          )}
          <h2>{remedies.length > examples ? `The first ${examples}` : 'Which these are'}</h2>
          <RemediesTable remedies={remedies.slice(0, examples)} visit={visit} />
        </>
      ) : (
        <p>Nothing fits any more.</p>
      )}
      <Onward to="/remedies" values={filter} token={isPrivate(filter) ? visit.session.formToken : undefined}>
        Back to the list
      </Onward>
    </Page>
  );
};

const ManyForm: FC<Omit<ManyPageProps, 'refusal'>> = ({ deed, filter, list: { cohort }, form, visit }) => (
  <form method="post" action={`/remedies/${deed}`} class="verdict">
    <TokenField visit={visit} />
    {Object.entries(filter).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <input type="hidden" name="seen" value={seenValue(cohort)} />
    <input type="hidden" name="seenAt" value={visit.now.toISOString()} />
    <ReasonField typed={form['why']} />
    <p class="buttons">
      <button type="submit">
        {words[deed].button} {cohortText(cohort, visit.locale)}
      </button>
    </p>
  </form>
);

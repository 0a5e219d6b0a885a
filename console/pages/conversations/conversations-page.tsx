import type { FC } from 'hono/jsx';
import type { ConversationListView } from '../../../lambdas/operator-api/response-schemas';
import { DataTable } from '../../elements/data-table';
import { Ago } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { titleOf } from '../../elements/titles';
import { Who } from '../../elements/who';
import { Page } from '../../layout/page';
import type { Visit } from '../../visit/visit';

/** Customers who wrote back and wait for somebody, the longest first. */
export const ConversationsPage: FC<{ readonly found: ConversationListView; readonly visit: Visit }> = ({
  found,
  visit,
}) => (
  <Page visit={visit} title="Conversations">
    {found.conversations.length === 0 ? (
      <p>Nobody waits for an answer.</p>
    ) : (
      <DataTable
        head={['Waits since', 'What failed', 'Customer', 'State', 'Who has it']}
        rows={found.conversations.map(({ customerId, remedyId, failureType, state, since, holder, reference }) => [
          <Ago at={since} visit={visit} />,
          <>
            <a href={placeOf.conversation(customerId, remedyId)}>{titleOf(failureType)}</a>
            <div class="hint">{reference}</div>
          </>,
          customerId,
          titleOf(state),
          holder === undefined ? <span class="none">nobody</span> : <Who actor={holder} />,
        ])}
      />
    )}
    {!found.isComplete && <p class="refused">There are more than are shown.</p>}
    <p class="hint">
      What customers answer to our mails. The mailbox that a person reads has a copy of each. The first to take one has
      it.
    </p>
  </Page>
);

import type { FC } from 'hono/jsx';
import type { ConversationView, CustomerPage } from '../../../lambdas/operator-api/response-schemas';
import { Amounts } from '../../elements/amount';
import { Instant } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { titleOf } from '../../elements/titles';
import { ReasonField } from '../../fields/reason-field';
import { TokenField } from '../../fields/token-field';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';

interface OfConversation {
  readonly conversation: ConversationView;
  readonly visit: Visit;
}

/** Where it takes place, and whose it is, as far as anybody knows. */
export const ThreadFacts: FC<OfConversation> = ({ conversation, visit }) => {
  const { channel, linked, windowEndsAt } = conversation;
  if (!channel) return null;
  return (
    <>
      <dt>Where</dt>
      <dd>
        {channel.name}
        {channel.isPublic ? ', where everybody reads it' : ', in private'}
        {windowEndsAt !== undefined && (
          <>
            , which takes an answer until <Instant at={windowEndsAt} visit={visit} />
          </>
        )}
      </dd>
      <dt>Customer</dt>
      <dd>
        {linked ? (
          <>
            <a href={placeOf.customer(linked.customerId)}>{linked.customerId}</a>
            {linked.by === 'handle' ? ', who gave the company this handle' : ', as somebody has asked them'}
          </>
        ) : (
          <span class="none">nobody we know: nothing can be given before they have said which order is theirs</span>
        )}
      </dd>
      {linked?.remedyId !== undefined && (
        <>
          <dt>What it is about</dt>
          <dd>
            <a href={placeOf.remedy(linked.customerId, linked.remedyId)}>What was decided</a>
          </dd>
        </>
      )}
    </>
  );
};

/** So many of the newest are shown. All are on the page of the customer. */
const mostShown = 5;

/** What happened to the customer of late: what whoever answers has to know where no single remedy is spoken of. */
export const OfCustomer: FC<{ readonly customer: CustomerPage; readonly visit: Visit }> = ({ customer, visit }) => (
  <section aria-labelledby="happened">
    <h2 id="happened">What happened to this customer</h2>
    {customer.remedies.length === 0 && <p>Nothing that is known here.</p>}
    <ul>
      {customer.remedies
        .slice(0, mostShown)
        .map(({ customerId, remedyId, failureType, state, since, amounts, why }) => (
          <li>
            <a href={placeOf.remedy(customerId, remedyId)}>{titleOf(failureType)}</a>, {titleOf(state).toLowerCase()}{' '}
            <Amounts of={amounts} locale={visit.locale} /> since <Instant at={since} visit={visit} />
            {why !== '' && `: ${why}`}
          </li>
        ))}
    </ul>
    {customer.remedies.length > mostShown && (
      <p>
        <a href={placeOf.customer(customer.customerId)}>All of it</a>
      </p>
    )}
  </section>
);

/** Before the network takes no answer any more, and once it does not. */
export const WindowWarning: FC<OfConversation> = ({ conversation, visit }) => {
  const { windowEndsAt, windowWarnsAt, closedBecause, channel } = conversation;
  if (closedBecause !== undefined) return <p class="refused">Nobody can answer there: {closedBecause}.</p>;
  if (windowEndsAt === undefined || windowWarnsAt === undefined) return null;
  if (visit.now.getTime() < Date.parse(windowWarnsAt)) return null;
  return (
    <p class="refused">
      Answer soon: {channel?.name ?? 'the network'} takes no answer after <Instant at={windowEndsAt} visit={visit} />.
    </p>
  );
};

/** Who reads the answer, where there is a choice, and what the network takes. */
export const WayFields: FC<{ readonly ways: NonNullable<ConversationView['ways']>; readonly form: Form }> = ({
  ways,
  form,
}) => {
  const [first] = ways;
  const chosen = ways.find(({ to }) => to === form['to'])?.to ?? first?.to;
  return (
    <fieldset>
      <legend>Who reads it</legend>
      {ways.map(({ to, name, longestText }) => (
        <label>
          <input type="radio" name="to" value={to} required checked={to === chosen} />{' '}
          {to === 'public' ? 'Everybody' : 'They alone'}, on {name}: up to {longestText} characters with the signature
        </label>
      ))}
      {ways.some(({ to }) => to === 'public') && (
        <p class="hint">
          In public be short, name nobody and nothing of theirs, no order and no amount, and invite them to write in
          private. What is private is said there.
        </p>
      )}
    </fieldset>
  );
};

/** Whose it is, said by somebody who has asked them. Only where nobody knows yet. */
export const LinkForm: FC<OfConversation & { readonly form: Form }> = ({ conversation, visit, form }) => {
  const { channel, linked, customerId, remedyId, version } = conversation;
  if (!channel || linked) return null;
  return (
    <section aria-labelledby="link">
      <h2 id="link">Say whose it is</h2>
      <form method="post" action={`${placeOf.conversation(customerId, remedyId)}/link`} class="verdict">
        <TokenField visit={visit} />
        <input type="hidden" name="version" value={version} />
        <label>
          The order or the reference that they wrote here in private
          <input name="quoted" required maxlength={200} value={form['quoted']} autocomplete="off" />
          <small>Nobody is found by a name, and nothing counts that everybody could read.</small>
        </label>
        <ReasonField typed={form['why']} />
        <p class="buttons">
          <button type="submit">Link it</button>
          <span class="hint">Then the page shows what happened to this customer.</span>
        </p>
      </form>
    </section>
  );
};

import type { FC } from 'hono/jsx';
import { Instant } from '../../../console/elements/instant';
import { placeOf } from '../../../console/elements/places';
import { TokenField } from '../../../console/fields/token-field';
import { Page } from '../../../console/layout/page';
import type { Visit } from '../../../console/visit/visit';
import { turnOf, type Lived, type Turn } from '../persona';
import type { PracticeRun } from '../practice-run';
import { languageOf } from './scenarios-page';

/** How it stands, for whoever practises. What the customer will say, it does not tell. */
export const turnTexts: Readonly<Record<Turn, string>> = {
  begins: 'The customer has not heard of us yet.',
  waits: 'The customer has written, and waits for an answer.',
  reads: 'The customer has heard from us, and may write again.',
  content: 'The customer has nothing more to say for now.',
};

export interface RunPageProps {
  readonly visit: Visit;
  readonly run: PracticeRun;
}

/** A story that is being practised: who it is, where the work is, and what the customer has lived so far. */
export const RunPage: FC<RunPageProps> = ({ visit, run }) => {
  const { id, scenario, customerId, bought, lived, stuck } = run;
  const { begins, locale } = scenario;
  const [order] = bought?.orders ?? [];
  return (
    <Page visit={visit} title={scenario.title} within={{ title: 'Practice', href: '/practice' }} isLive>
      {stuck !== undefined && <p role="alert">The customer could not go on: {stuck}</p>}
      <p>
        {scenario.customer.name} reads {languageOf(locale, visit)}. {turnTexts[turnOf(scenario, lived)]}
      </p>
      <ul>
        {begins.by === 'call' && (
          <li>
            They are on the phone. Report it for them at{' '}
            <a href={`${placeOf.customer(customerId)}/report`}>what they bought</a>
            {order && ` (order ${order.orderId})`}.
          </li>
        )}
        <li>
          What happened to them and what was given: <a href={placeOf.customer(customerId)}>{customerId}</a>
        </li>
        <li>
          What waits for a decision: <a href="/holds">Holds</a>. What waits for an answer:{' '}
          <a href="/conversations">Conversations</a>
        </li>
      </ul>
      <section aria-labelledby="lived">
        <h2 id="lived">What they have lived so far</h2>
        <ol class="said">
          {lived.map((one) => (
            <Step one={one} isCall={begins.by === 'call'} visit={visit} />
          ))}
        </ol>
      </section>
      <form method="post" action={`/practice/${id}/end`} class="buttons">
        <TokenField visit={visit} />
        <button type="submit">End it, and look back</button>
      </form>
    </Page>
  );
};

const Step: FC<{ readonly one: Lived; readonly isCall: boolean; readonly visit: Visit }> = ({ one, isCall, visit }) => (
  <li>
    <p class="hint">
      {one.by === 'customer' &&
        (one.saying === undefined ? (isCall ? 'They say on the phone' : 'They report') : 'They write')}
      {one.by === 'company' && `We write by ourselves: “${one.subject}”`}
      {one.by === 'person' && 'A person writes'}, <Instant at={new Date(one.at).toISOString()} visit={visit} />
    </p>
    {one.by !== 'company' && one.text.split(/\n{2,}/).map((paragraph) => <p>{paragraph}</p>)}
  </li>
);

import type { Context } from 'hono';
import Stripe from 'stripe';
import { Amount } from '../../console/elements/amount';
import { DataTable } from '../../console/elements/data-table';
import { Instant } from '../../console/elements/instant';
import { placeOf } from '../../console/elements/places';
import { Page } from '../../console/layout/page';
import type { ConsoleEnv } from '../../console/visit/visit';
import { fromStripeAmount } from '../../lambdas/fulfilment/stripe/stripe-amount';
import { shopKey } from '../company/provider/trouble/shop-key';
import { partnerRecords, recordsInWords } from '../demo/report/partner-records';
import { SignalSection } from './signal-section';
import type { LocalSystem } from '../system/local-system';

/** The newest of the provider's refunds. */
const mostRefunds = 50;

/** What stands in for the rest of the company: what each system was asked for, and what it did. */
export async function companyPage(
  context: Context<ConsoleEnv>,
  { system }: { readonly system: LocalSystem },
): Promise<Response> {
  const { visit } = context.var;
  const records = recordsInWords(partnerRecords(system.partners)).toReversed();
  const refunds = await refundsAt(system.endpoints.provider);
  return context.html(
    <Page visit={visit} title="The company" isLive>
      <p>
        The systems around Amends, as they stand in for a company on this machine. They hear of it only by events and by
        the provider&apos;s API, as yours would.
      </p>
      <SignalSection visit={visit} customerId={context.req.query('about')} />
      <section aria-labelledby="partners">
        <h2 id="partners">What its systems were asked for</h2>
        {records.length === 0 ? (
          <p>Nothing yet.</p>
        ) : (
          <DataTable
            head={['System', 'Customer', 'What']}
            rows={records.map(({ who, customerId, what }) => [
              who,
              <a href={placeOf.customer(customerId)}>{customerId}</a>,
              what,
            ])}
          />
        )}
      </section>
      <section aria-labelledby="provider">
        <h2 id="provider">What the payment provider has booked</h2>
        {refunds.length === 0 ? (
          <p>No refund yet.</p>
        ) : (
          <DataTable
            head={['When', 'Refund', 'Amount', 'Of', 'State']}
            rows={refunds.map(({ id, created, amount, currency, charge, status }) => [
              <Instant at={new Date(created * 1_000).toISOString()} visit={visit} />,
              id,
              <Amount of={fromStripeAmount(amount, currency)} locale={visit.locale} />,
              typeof charge === 'string' ? charge : '',
              status,
            ])}
          />
        )}
      </section>
    </Page>,
  );
}

async function refundsAt(url: string): Promise<Stripe.Refund[]> {
  const { hostname, port } = new URL(url);
  const stripe = new Stripe(shopKey, { host: hostname, port, protocol: 'http', telemetry: false });
  return (await stripe.refunds.list({ limit: mostRefunds })).data;
}

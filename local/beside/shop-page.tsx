import type { Context } from 'hono';
import { Instant } from '../../console/elements/instant';
import { placeOf } from '../../console/elements/places';
import { Page } from '../../console/layout/page';
import type { ConsoleEnv } from '../../console/visit/visit';
import { accountAddress } from '../company/shop/serve-shop';
import { sampleBaskets } from '../company/shop/sample-baskets';
import type { LocalSystem } from '../system/local-system';

/** The shop of this machine, as its customers see it: their orders, each with the link to say what went wrong. */
export async function shopPage(
  context: Context<ConsoleEnv>,
  { system }: { readonly system: LocalSystem },
): Promise<Response> {
  const { visit } = context.var;
  const { shop } = system;
  const feed = shop.hasFeed;
  if (!shop.hasReports) return context.notFound();
  if (shop.customers.length === 0) {
    for (const basket of sampleBaskets(visit.now)) await shop.sell(basket);
  }
  return context.html(
    <Page visit={visit} title="The shop">
      <p>
        Customers of the shop on this machine, with what they bought. Each order has the link that the shop shows its
        customer. Whoever opens it is that customer.
      </p>
      {shop.customers.map(({ customer, orders }) => (
        <section>
          <h2>{customer.name}</h2>
          <p>
            <a href={placeOf.customer(customer.id)}>{customer.id}</a>, reads {customer.locale}
            {feed && (
              <>
                , sees <a href={accountAddress(system.endpoints.shop, customer.id)}>their orders in the shop</a>
              </>
            )}
          </p>
          <ul>
            {orders.map(({ orderId, purchasedAt, lines }) => (
              <li>
                {lines.map(({ title }) => title).join(', ')} (order {orderId},{' '}
                <Instant at={purchasedAt} visit={visit} />
                ): <a href={shop.linkFor(customer.id, orderId)}>Something went wrong with this order</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Page>,
  );
}

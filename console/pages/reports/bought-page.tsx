import type { FC } from 'hono/jsx';
import type * as z from 'zod/mini';
import { idInPath } from '../../../lambdas/operator-api/path-id';
import type { reportResponseSchemas } from '../../../lambdas/operator-api/reports/report-schemas';
import { Instant } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { Page } from '../../layout/page';
import type { Visit } from '../../visit/visit';
import { History, type Before } from './history';

export interface BoughtPageProps {
  readonly visit: Visit;
  readonly customerId: string;
  readonly orders: z.infer<typeof reportResponseSchemas.showOrders>['orders'];
  /** Missing where the person may not look. */
  readonly history: Before | undefined;
}

/** What a customer has bought, as the shop says it: which of it went wrong? */
export const BoughtPage: FC<BoughtPageProps> = ({ visit, customerId, orders, history }) => (
  <Page visit={visit} title="Report a failure" within={{ title: 'The customer', href: placeOf.customer(customerId) }}>
    <p class="id">{customerId}</p>
    <p>Which of these is it about? The shop says what this customer has bought.</p>
    {orders.length === 0 && <p>The shop shows no order of this customer.</p>}
    {orders.map(({ orderId, purchasedAt, lines }) => (
      <section>
        <h2>
          Order {orderId}, <Instant at={purchasedAt} visit={visit} />
        </h2>
        <ul>
          {lines.map(({ lineId, title, quantity }) => (
            <li>
              <a href={`${placeOf.customer(customerId)}/report/${idInPath(orderId)}/${idInPath(lineId)}`}>{title}</a>
              {quantity > 1 && ` (${quantity})`}
            </li>
          ))}
        </ul>
      </section>
    ))}
    <History before={history} visit={visit} />
  </Page>
);

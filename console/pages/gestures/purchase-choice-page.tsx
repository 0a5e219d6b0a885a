import type { FC } from 'hono/jsx';
import type * as z from 'zod/mini';
import { idInPath } from '../../../lambdas/operator-api/path-id';
import type { reportResponseSchemas } from '../../../lambdas/operator-api/reports/report-schemas';
import { Instant } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { titleOf } from '../../elements/titles';
import { Page } from '../../layout/page';
import type { Visit } from '../../visit/visit';
import type { Before } from '../reports/history';

export interface PurchaseChoicePageProps {
  readonly visit: Visit;
  readonly customerId: string;
  /** What they have bought. Undefined where no shop says it. */
  readonly orders: z.infer<typeof reportResponseSchemas.showOrders>['orders'] | undefined;
  /** What was decided for them before. */
  readonly history: Before | undefined;
}

/** For which purchase something is given: one that the shop names, or that of an earlier remedy. */
export const PurchaseChoicePage: FC<PurchaseChoicePageProps> = ({ visit, customerId, orders, history = [] }) => {
  const place = `${placeOf.customer(customerId)}/give`;
  const to = (query: Readonly<Record<string, string>>): string => `${place}?${new URLSearchParams(query).toString()}`;
  return (
    <Page visit={visit} title="Give something" within={{ title: 'The customer', href: placeOf.customer(customerId) }}>
      <p class="id">{customerId}</p>
      <p>For which purchase?</p>
      {orders === undefined && <p class="hint">The shop does not say here what they have bought.</p>}
      {orders?.map(({ orderId, purchasedAt, lines }) => (
        <section>
          <h2>
            <a href={to({ order: idInPath(orderId) })}>Order {orderId}</a>, <Instant at={purchasedAt} visit={visit} />
          </h2>
          <ul>
            {lines.map(({ lineId, title }) => (
              <li>
                <a href={to({ order: idInPath(orderId), line: idInPath(lineId) })}>{title}</a>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {history.length > 0 && (
        <section>
          <h2>For the purchase of an earlier remedy</h2>
          <ul>
            {history.slice(0, 10).map(({ remedyId, failureType, since }) => (
              <li>
                <a href={to({ remedy: idInPath(remedyId) })}>{titleOf(failureType)}</a>,{' '}
                <Instant at={since} visit={visit} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
};

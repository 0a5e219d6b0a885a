import type { FC } from 'hono/jsx';
import type { IntakeAnswer } from '../../lambdas/reports/intake-contract';
import { reportWords } from '../../lambdas/reports/report-words';
import { Document } from '../layout/document';
import { addressOf, type ReportVisit } from '../visit/report-visit';

const { say } = reportWords;

export interface OrdersPageProps {
  readonly visit: ReportVisit;
  readonly orders: Extract<IntakeAnswer, { is: 'orders' }>['orders'];
  /** Whether somebody calls who asks for it. */
  readonly canCall: boolean;
}

/** The first question: which line it is about. Each is a link, so nothing has to be sent. */
export const OrdersPage: FC<OrdersPageProps> = ({ visit, orders, canCall }) => {
  const { write } = visit.writer;
  return (
    <Document visit={visit} title={write(say.title())}>
      <h1>{write(say.title())}</h1>
      {orders.length === 0 ? <p>{write(say.noOrders())}</p> : <p>{write(say.whichOne())}</p>}
      {orders.map(({ orderId, purchasedAt, lines }) => (
        <section>
          <h2>{write(say.orderOf({ orderId, bought: purchasedAt }))}</h2>
          <ul class="choices">
            {lines.map(({ lineId, title, quantity }) => (
              <li>
                <a href={addressOf(visit, 'what', { order: orderId, line: lineId })}>
                  {title}
                  {quantity > 1 && <small>{write(say.pieces({ count: quantity }))}</small>}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {canCall && (
        <p>
          <a href={addressOf(visit, 'call')}>{write(say.callMe())}</a>
        </p>
      )}
      <p class="hint">{write(say.elsewhere())}</p>
    </Document>
  );
};

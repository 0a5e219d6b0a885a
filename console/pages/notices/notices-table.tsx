import type { FC } from 'hono/jsx';
import type { NoticeListView } from '../../../lambdas/operator-api/response-schemas';
import { Amounts } from '../../elements/amount';
import { Ago, Until } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { titleOf } from '../../elements/titles';
import { troubleText } from '../../elements/trouble-text';
import type { Visit } from '../../visit/visit';

type NoticeLine = NoticeListView['notices'][number];

export interface NoticesTableProps {
  readonly notices: readonly NoticeLine[];
  readonly visit: Visit;
}

/** Mails of a list, those that wait longest first. */
export const NoticesTable: FC<NoticesTableProps> = ({ notices, visit }) => (
  <div class="scroll">
    <table class="stacked compact">
      <thead>
        <tr>
          <th scope="col">Mail</th>
          <th scope="col">What is wrong</th>
          <th scope="col">Since</th>
          <th scope="col">Given</th>
          <th scope="col">Customer</th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {notices.map((notice) => (
          <NoticeRow notice={notice} visit={visit} />
        ))}
      </tbody>
    </table>
  </div>
);

const NoticeRow: FC<{ readonly notice: NoticeLine; readonly visit: Visit }> = ({ notice, visit }) => {
  const { customerId, remedyId, reference, failureType, template, trouble, since, amounts, why, writeUntil } = notice;
  return (
    <tr>
      <td>
        <a href={placeOf.notice(customerId, remedyId, template)}>
          {titleOf(template)}: {titleOf(failureType).toLowerCase()}
        </a>
        <div class="hint">{reference}</div>
      </td>
      <td>{troubleText(trouble)}</td>
      <td>
        <Ago at={since} visit={visit} />
      </td>
      <td>
        <Amounts of={amounts} locale={visit.locale} />
      </td>
      <td>
        <a href={placeOf.customer(customerId)}>{customerId}</a>
      </td>
      <td class="whole">
        {writeUntil === undefined ? (
          why
        ) : (
          <>
            To write <Until at={writeUntil} visit={visit} />; then a plain notice leaves
          </>
        )}
      </td>
    </tr>
  );
};

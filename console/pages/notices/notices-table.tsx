import type { Child, FC } from 'hono/jsx';
import type { NoticeListView } from '../../../lambdas/operator-api/response-schemas';
import { Amounts } from '../../elements/amount';
import { DataTable } from '../../elements/data-table';
import { Ago, Until } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { titleOf } from '../../elements/titles';
import { troubleText } from '../../texts/trouble-text';
import type { Visit } from '../../visit/visit';

type NoticeLine = NoticeListView['notices'][number];

export interface NoticesTableProps {
  readonly notices: readonly NoticeLine[];
  readonly visit: Visit;
}

/** Mails of a list, those that wait longest first. */
export const NoticesTable: FC<NoticesTableProps> = ({ notices, visit }) => (
  <DataTable
    head={['Mail', 'What is wrong', 'Since', 'Given', 'Customer', 'Why']}
    rows={notices.map((notice) => cellsOf(notice, visit))}
    isCompact
  />
);

function cellsOf(notice: NoticeLine, visit: Visit): Child[] {
  const { customerId, remedyId, reference, failureType, template, trouble, since, amounts, why, writeUntil } = notice;
  return [
    <>
      <a href={placeOf.notice(customerId, remedyId, template)}>
        {titleOf(template)}: {titleOf(failureType).toLowerCase()}
      </a>
      <div class="hint">{reference}</div>
    </>,
    troubleText(trouble),
    <Ago at={since} visit={visit} />,
    <Amounts of={amounts} locale={visit.locale} />,
    <a href={placeOf.customer(customerId)}>{customerId}</a>,
    writeUntil === undefined ? (
      why
    ) : (
      <>
        To write <Until at={writeUntil} visit={visit} />; then a plain notice leaves
      </>
    ),
  ];
}

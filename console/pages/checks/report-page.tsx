import type { FC } from 'hono/jsx';
import type { CheckReportView } from '../../../lambdas/operator-api/response-schemas';
import { DataTable } from '../../elements/data-table';
import { titleOf } from '../../elements/titles';
import { Page } from '../../layout/page';
import type { Visit } from '../../visit/visit';
import { reportCells, reportColumns } from './report-cells';

/** What checkers said, by month, failure type and version of its policy. */
export const ReportPage: FC<{ readonly report: CheckReportView; readonly visit: Visit }> = ({ report, visit }) => (
  <Page visit={visit} title="What checkers said" within={{ title: 'Checks', href: '/checks' }}>
    {report.rows.length === 0 ? (
      <p>Nothing was to be checked in these months.</p>
    ) : (
      <>
        <DataTable head={reportColumns.map(titleOf)} rows={report.rows.map(reportCells)} />
        {!report.isComplete && <p class="refused">A month has more than was counted.</p>}
        <p>
          <a href="/checks/report.csv">Take it away as a file (CSV)</a>
        </p>
      </>
    )}
    <p class="hint">
      Chosen is a share of what was given without a person, by the month in which it was promised, in UTC. Of several
      marks on one remedy the last one counts. Open is what nobody has marked.
    </p>
  </Page>
);

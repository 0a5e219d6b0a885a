import type { FC } from 'hono/jsx';
import type { ReconciliationsView } from '../../../lambdas/operator-api/response-schemas';
import { Amount } from '../../elements/amount';
import { DataTable } from '../../elements/data-table';
import { Ago, Instant } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { titleOf } from '../../elements/titles';
import { Page } from '../../layout/page';
import type { Visit } from '../../visit/visit';

interface FindingsProps {
  readonly view: ReconciliationsView;
  readonly visit: Visit;
}

/** What the last comparison of ledger and provider found, what to do about each, and the runs before. */
export const FindingsPage: FC<FindingsProps> = ({ view, visit }) => (
  <Page visit={visit} title="Ledger and provider">
    <Lateness view={view} visit={visit} />
    {view.shown ? (
      <Run shown={view.shown} visit={visit} />
    ) : (
      view.runs.length > 0 && <p>What that comparison found is not kept. Choose another one.</p>
    )}
    <Runs view={view} visit={visit} />
    <details>
      <summary>How this is found</summary>
      <p>
        Once a day, some hours after midnight in UTC, all of the ledger is compared with what the provider has of the
        last three days. It corrects neither side. A finding comes again each day until it is settled or is older. A
        comparison that failed is not among these: it rings, and the list says that it is late. What somebody compares
        by hand (<code>amends reconcile</code>) is shown to them alone.
      </p>
    </details>
  </Page>
);

const Lateness: FC<FindingsProps> = ({ view: { isLate, runs }, visit }) => {
  const [newest] = runs;
  if (!newest) {
    return (
      <p class="refused" role="alert">
        <strong>It did not run.</strong> Nobody has compared the ledger with the provider here yet.
      </p>
    );
  }
  if (!isLate) return null;
  return (
    <p class="refused" role="alert">
      <strong>It did not run.</strong> The last comparison was <Ago at={newest.startedAt} visit={visit} />, and one is
      due every day. What differs since then is not known.
    </p>
  );
};

const verdicts = {
  agree: 'No differences.',
  differ: 'They differ.',
  'nothing-compared': 'Neither side had a refund in that time, so this proves nothing.',
};

const Run: FC<{ readonly shown: NonNullable<ReconciliationsView['shown']>; readonly visit: Visit }> = ({
  shown,
  visit,
}) => {
  const { startedAt, from, until, verdict, providerRefunds, ledgerParts, found, findings } = shown;
  const number = (count: number): string => new Intl.NumberFormat(visit.locale).format(count);
  return (
    <>
      <p>
        Compared <Instant at={startedAt} visit={visit} /> (<Ago at={startedAt} visit={visit} />
        ): {number(providerRefunds)} refunds at the provider and {number(ledgerParts)} parts of ours, from{' '}
        <Instant at={from} visit={visit} /> to <Instant at={until} visit={visit} />.{' '}
        <strong>{verdict === 'differ' ? differences(found) : verdicts[verdict]}</strong>
      </p>
      {findings.length > 0 && (
        <>
          <DataTable
            head={['What', 'Amount', 'What differs', 'What to do', 'Remedy']}
            rows={findings.map(({ kind, amount, sentence, whatToDo, remedies }) => [
              titleOf(kind),
              amount ? <Amount of={amount} locale={visit.locale} /> : <span class="none">no money</span>,
              sentence,
              whatToDo ?? <span class="none">Ask the team</span>,
              <Remedies of={remedies} />,
            ])}
          />
          {found > findings.length && (
            <p class="hint">
              The first {findings.length} of {number(found)}. <code>amends reconcile</code> shows all of them.
            </p>
          )}
          <p>
            <a href={`/findings.csv?${new URLSearchParams({ run: startedAt }).toString()}`}>Download as CSV</a>
          </p>
        </>
      )}
    </>
  );
};

function differences(found: number): string {
  return `${found} ${found === 1 ? 'difference' : 'differences'}.`;
}

type Finding = NonNullable<ReconciliationsView['shown']>['findings'][number];

const Remedies: FC<{ readonly of: Finding['remedies'] }> = ({ of: remedies }) =>
  remedies.length === 0 ? (
    <span class="none">none</span>
  ) : (
    <>
      {remedies.map(({ remedyId, customerId }, index) => (
        <>
          {index > 0 && <br />}
          {customerId === undefined ? (
            <code>{remedyId}</code>
          ) : (
            <a href={placeOf.remedy(customerId, remedyId)}>{remedyId}</a>
          )}
        </>
      ))}
    </>
  );

const Runs: FC<FindingsProps> = ({ view: { runs, shown }, visit }) =>
  runs.length === 0 ? null : (
    <>
      <h2>The last comparisons</h2>
      <DataTable
        head={['When', 'Result', 'Differences']}
        rows={runs.map(({ startedAt, verdict, found }) => [
          startedAt === shown?.startedAt ? (
            <strong>
              <Instant at={startedAt} visit={visit} />
            </strong>
          ) : (
            <a href={`/findings?${new URLSearchParams({ run: startedAt }).toString()}`}>
              <Instant at={startedAt} visit={visit} />
            </a>
          ),
          verdicts[verdict],
          new Intl.NumberFormat(visit.locale).format(found),
        ])}
      />
    </>
  );

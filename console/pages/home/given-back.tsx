import type { FC } from 'hono/jsx';
import type { SpendingPage } from '../../../lambdas/operator-api/response-schemas';
import { Amounts } from '../../elements/amount';
import { DataTable } from '../../elements/data-table';
import { titleOf } from '../../elements/titles';
import { sumsOf } from '../../lists/sums';
import type { Visit } from '../../visit/visit';
import { placeOfAnswer } from '../insight/period';

type Spent = SpendingPage['days'][number]['all'];

/** What the limits of the last days have counted: the money that was given back by itself, and by which failure. */
export const GivenBack: FC<{ readonly spending: SpendingPage; readonly visit: Visit }> = ({ spending, visit }) => {
  const [today, ...before] = spending.days;
  if (!today) return null;
  const types = typesOf(spending);
  return (
    <section aria-labelledby="given">
      <h2 id="given">Counted against the limits</h2>
      <p class="hint">
        Days of {spending.timeZone}. At most this much: functions reserve some ahead for their next remedies, and that
        stays counted.
      </p>
      <DataTable
        head={['What failed', 'Today', `The ${before.length} days before`]}
        rows={[
          [
            'Everything',
            <SpentText of={[today.all]} visit={visit} />,
            <SpentText of={before.map(({ all }) => all)} visit={visit} />,
          ],
          ...types.map((type) => [
            titleOf(type),
            <SpentText of={ofType(type, [today])} visit={visit} />,
            <SpentText of={ofType(type, before)} visit={visit} />,
          ]),
        ]}
      />
      <p>
        <a href="/limits">How much of each limit is used and left</a>, and{' '}
        <a href={placeOfAnswer('money', { from: (before.at(-1) ?? today).day, to: today.day })}>
          what was given on these days
        </a>
        .
      </p>
    </section>
  );
};

function typesOf({ days }: SpendingPage): string[] {
  return [...new Set(days.flatMap(({ types }) => types.map(({ failureType }) => failureType)))].sort();
}

function ofType(type: string, days: SpendingPage['days']): Spent[] {
  return days.flatMap(({ types }) => types.filter(({ failureType }) => failureType === type));
}

const SpentText: FC<{ readonly of: readonly Spent[]; readonly visit: Visit }> = ({ of, visit }) => {
  const remedies = of.reduce((sum, spent) => sum + spent.remedies, 0);
  if (remedies === 0) return <span class="none">nothing</span>;
  // A call or an apology costs nothing, and is counted all the same.
  const amounts = sumsOf(of.flatMap((spent) => spent.amounts)).filter(({ amountMinor }) => amountMinor > 0);
  return (
    <>
      {remedies} {remedies === 1 ? 'remedy' : 'remedies'}, <Amounts of={amounts} locale={visit.locale} />
    </>
  );
};

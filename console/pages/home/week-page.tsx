import type { Child, FC } from 'hono/jsx';
import { lateMailMs } from '../../../lambdas/insight/late-mail';
import { minuteMs } from '../../../lambdas/model/durations';
import type { Refusal } from '../../asking/ask';
import { DataTable } from '../../elements/data-table';
import { Ago } from '../../elements/instant';
import { titleOf } from '../../elements/titles';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import type { Visit } from '../../visit/visit';
import { cellText, numberIn, type Row } from '../insight/cell-text';
import { placeOfAnswer } from '../insight/period';
import type { Failing, Waited, Week } from './week';

const goalText = `${lateMailMs / minuteMs} minutes`;

/** What fails more or less than in the seven days before, and how long customers waited, against the goal. */
export const WeekPage: FC<{ readonly week: Week | Refusal; readonly visit: Visit }> = ({ week, visit }) => (
  <Page visit={visit} title="The last seven days" within={{ title: 'Today', href: '/' }}>
    {'is' in week ? <RefusalNote refusal={week} so="It cannot be told" /> : <Answers week={week} visit={visit} />}
  </Page>
);

const Answers: FC<{ readonly week: Week; readonly visit: Visit }> = ({ week, visit }) => {
  const { days, newestAt, failing, waited } = week;
  if (newestAt === undefined && failing.length === 0) return <p>Nothing was recorded in these fourteen days.</p>;
  return (
    <>
      {newestAt !== undefined && (
        <p class="hint">
          The newest figure was recorded <Ago at={newestAt} visit={visit} />; what happened in the last minutes may be
          missing.
        </p>
      )}
      <h2>What fails, against the seven days before</h2>
      <DataTable
        head={['What failed', 'In these seven days', 'In the seven before', 'Change']}
        rows={failing.map((one) => failingCells(one, visit))}
      />
      <p>
        <a href={placeOfAnswer('what-fails', days)}>The whole question</a>
      </p>
      <h2>From the detection to refund and mail</h2>
      <p>The goal: the mail within {goalText}, for all but one in twenty. Where it is slower, an alarm rings.</p>
      <DataTable
        head={[
          'What failed',
          'Refund: half within',
          'Refund: 95 % within',
          'Mail: half within',
          'Mail: 95 % within',
          'Goal',
        ]}
        rows={waited.map((one) => waitedCells(one, visit))}
      />
      <p>
        <a href={placeOfAnswer('time-to-remedy', days)}>The whole question</a>
      </p>
      <details>
        <summary>How these numbers are calculated</summary>
        <p>
          By insight, of what was recorded on these days in UTC. A failure that was recorded in both times, as one that
          waited for a person, counts in both. Times are from the detection of a failure until its remedy was given, and
          until its mail was delivered.
        </p>
      </details>
    </>
  );
};

function failingCells({ failureType, now, before }: Failing, { locale }: Visit): Child[] {
  const format = new Intl.NumberFormat(locale);
  const change = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' }).format(now - before);
  return [titleOf(failureType), format.format(now), format.format(before), change];
}

function waitedCells({ failureType, toRemedy, toMail }: Waited, { locale }: Visit): Child[] {
  const cellOf = (row: Row | undefined, column: string): Child =>
    row ? cellText(row, column, locale) : <span class="none">not known</span>;
  return [
    titleOf(failureType),
    cellOf(toRemedy, 'p50_seconds'),
    cellOf(toRemedy, 'p95_seconds'),
    cellOf(toMail, 'p50_seconds'),
    cellOf(toMail, 'p95_seconds'),
    <GoalText p95Seconds={toMail && numberIn(toMail, 'p95_seconds')} />,
  ];
}

const GoalText: FC<{ readonly p95Seconds: number | undefined }> = ({ p95Seconds }) => {
  if (p95Seconds === undefined) return <span class="none">not known</span>;
  return p95Seconds * 1_000 <= lateMailMs ? <>met</> : <span class="over">missed</span>;
};

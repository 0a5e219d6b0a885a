import type { FC } from 'hono/jsx';
import type { Days } from '../../../lambdas/insight/insight-answers';
import { questionNames, questionOf, type QuestionName } from '../../../lambdas/insight/questions/question';
import type { InsightView } from '../../../lambdas/operator-api/response-schemas';
import type { Refusal } from '../../asking/ask';
import { Ago, Instant } from '../../elements/instant';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import type { Visit } from '../../visit/visit';
import { AnswerTable } from './answer-table';
import { rowsOf } from './cell-text';
import { DrawnAnswer } from './drawn-answer';
import { lengthOf, placeOfAnswer } from './period';

export interface AnswerPageProps {
  readonly name: QuestionName;
  readonly days: Days;
  /** What was answered, or why nothing was. */
  readonly found: InsightView | Refusal;
  readonly visit: Visit;
}

/** One question, with its answer as a picture and as a table, how it is reckoned, and how old it is. */
export const AnswerPage: FC<AnswerPageProps> = ({ name, days, found, visit }) => {
  const question = questionOf(name);
  return (
    <Page visit={visit} title={question.title} within={{ title: 'Insight', href: '/insight' }}>
      <p>{question.answers}</p>
      {'is' in found && <RefusalNote refusal={found} />}
      <PeriodForm name={name} days={days} />
      {!('is' in found) && <Answered name={name} days={days} view={found} visit={visit} />}
      <h2>How this is reckoned</h2>
      <p>{question.reckoned}</p>
      <details>
        <summary>The question in SQL</summary>
        <pre tabindex={0}>{question.sql}</pre>
      </details>
      <Others than={name} days={days} />
    </Page>
  );
};

const Answered: FC<{
  readonly name: QuestionName;
  readonly days: Days;
  readonly view: InsightView;
  readonly visit: Visit;
}> = ({ name, days, view, visit }) => {
  const { title, drawing } = questionOf(name);
  const rows = rowsOf(view.columns, view.rows);
  return (
    <>
      <p class="hint">
        {view.newestAt === undefined ? (
          'Nothing was recorded in these days yet. What happens is written down within minutes.'
        ) : (
          <>
            From {view.records} records. The newest is of <Instant at={view.newestAt} visit={visit} /> (
            <Ago at={view.newestAt} visit={visit} />
            ); what happened in the last minutes may be missing.
          </>
        )}
      </p>
      {rows.length === 0 ? (
        <p>There is nothing of it in these {lengthOf(days) ?? ''} days.</p>
      ) : (
        <>
          {drawing && <DrawnAnswer title={title} drawing={drawing} rows={rows} locale={visit.locale} />}
          <AnswerTable title={title} columns={view.columns} rows={rows} locale={visit.locale} />
          <p>
            <a href={placeOfAnswer(name, days, '.csv')}>Download as CSV</a>
          </p>
        </>
      )}
    </>
  );
};

const PeriodForm: FC<{ readonly name: QuestionName; readonly days: Days }> = ({ name, days }) => (
  <form method="get" action={`/insight/${name}`} class="filter">
    <label>
      From (UTC)
      <input type="date" name="from" value={days.from} required />
    </label>
    <label>
      To
      <input type="date" name="to" value={days.to} required />
    </label>
    <button type="submit">Show</button>
  </form>
);

const Others: FC<{ readonly than: QuestionName; readonly days: Days }> = ({ than, days }) => (
  <section>
    <h2>Other questions</h2>
    <ul>
      {questionNames
        .filter((name) => name !== than)
        .map((name) => (
          <li>
            <a href={placeOfAnswer(name, days)}>{questionOf(name).title}</a>
          </li>
        ))}
    </ul>
  </section>
);

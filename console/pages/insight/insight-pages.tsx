import type { Context, Hono } from 'hono';
import {
  isQuestionName,
  questionNames,
  questionOf,
  type QuestionName,
} from '../../../lambdas/insight/questions/question';
import type { Days } from '../../../lambdas/insight/insight-answers';
import { operations } from '../../../lambdas/operator-api/operation';
import { ask } from '../../asking/ask';
import { Page } from '../../layout/page';
import { refusedPage } from '../../layout/refused-page';
import { csvOf } from '../../lists/csv';
import type { ConsoleEnv } from '../../visit/visit';
import { AnswerPage } from './answer-page';
import { periodIn } from './period';

/** What product owners ask: what fails, whom it hurts, what it costs, and whether all are treated alike. */
export function addInsightPages(app: Hono<ConsoleEnv>): void {
  app.get('/insight', (context) =>
    context.html(
      <Page visit={context.var.visit} title="Insight">
        <p>
          Figures of what happened, without names and addresses. Each question is asked of the last thirty days, unless
          you want others.
        </p>
        <dl class="facts">
          {questionNames.map(questionOf).map(({ name, title, answers }) => (
            <>
              <dt>
                <a href={`/insight/${name}`}>{title}</a>
              </dt>
              <dd>{answers}</dd>
            </>
          ))}
        </dl>
      </Page>,
    ),
  );
  app.get('/insight/:file{.+\\.csv}', async (context) => {
    const name = context.req.param('file').slice(0, -'.csv'.length);
    if (!isQuestionName(name)) return context.notFound();
    const { answer, days } = await answerTo(context, name);
    if (answer.is === 'refused') return refusedPage(context, answer);
    const { columns, rows } = answer.value;
    return context.body(csvOf([columns, ...rows.map((row) => row.map((value) => value ?? ''))]), 200, {
      'Content-Type': 'text/csv; charset=utf-8; header=present',
      'Content-Disposition': `attachment; filename="${name}-${days.from}-${days.to}.csv"`,
    });
  });
  app.get('/insight/:name', async (context) => {
    const name = context.req.param('name');
    if (!isQuestionName(name)) return context.notFound();
    const { answer, days } = await answerTo(context, name);
    if (answer.is === 'refused' && answer.status === 403) return refusedPage(context, answer);
    const found = answer.is === 'refused' ? answer : answer.value;
    const status = answer.is === 'refused' ? answer.status : 200;
    const { visit } = context.var;
    return context.html(<AnswerPage name={name} days={days} found={found} visit={visit} />, status);
  });
}

async function answerTo(context: Context<ConsoleEnv>, question: QuestionName) {
  const { api, now } = context.var.visit;
  const days: Days = periodIn(context.req.query(), now);
  return { days, answer: await ask(api, operations.askInsight, { params: { question }, query: { ...days } }) };
}

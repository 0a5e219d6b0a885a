import type { Days, InsightAnswers } from '../../../insight/insight-answers';
import type { ForgetfulKeys } from '../../../insight/pseudonym-of';
import { freshness, questionOf, type QuestionName } from '../../../insight/questions/question';
import { ok, type OperatorResponse } from '../operator-response';

/** Where insight is on: who answers questions, and where the keys of pseudonyms are. */
export interface InsightPorts {
  readonly answers: InsightAnswers;
  readonly keys: ForgetfulKeys;
}

const off =
  'insight is off in this deployment: nothing of what happens is kept as figures (the option insight switches it on)';

/** The answer to a question, with how old it is. */
export async function viewInsight(
  name: QuestionName,
  days: Days,
  insight: InsightPorts | undefined,
): Promise<OperatorResponse> {
  if (!insight) return { status: 409, body: { why: off } };
  if (days.from > days.to) return { status: 409, body: { why: `${days.from} is after ${days.to}` } };
  const [answer, fresh] = await Promise.all(
    [name, freshness].map((asked) => insight.answers.ask(questionOf(asked), days)),
  );
  if (answer?.is !== 'answered') return { status: 409, body: { why: answer?.why ?? 'there is no answer' } };
  const [newest, records] = (fresh?.is === 'answered' ? fresh.table.rows[0] : undefined) ?? [];
  return ok({
    ...days,
    columns: answer.table.columns,
    rows: answer.table.rows,
    records: Number(records ?? 0),
    ...(newest !== null && newest !== undefined && { newestAt: new Date(Number(newest)).toISOString() }),
  });
}

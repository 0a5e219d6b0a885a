import type { FC } from 'hono/jsx';
import { longestComment } from '../../lambdas/reports/intake-contract';
import type { Mishap } from '../../lambdas/reports/mishaps';
import { reportWords } from '../../lambdas/reports/report-words';
import { Document } from '../layout/document';
import { QuestionField, type AskedQuestion } from './question-field';
import { addressOf, type ReportVisit } from '../visit/report-visit';

const { say } = reportWords;

export interface DetailsPageProps {
  readonly visit: ReportVisit;
  readonly orderId: string;
  readonly lineId: string;
  readonly title: string;
  readonly mishap: Mishap;
  readonly question: AskedQuestion | undefined;
  readonly formToken: string;
}

/** The last page before it is sent: one question at most, and what somebody wants to add. */
export const DetailsPage: FC<DetailsPageProps> = ({ visit, orderId, lineId, title, mishap, question, formToken }) => {
  const { write } = visit.writer;
  const happened = write(say.mishap({ what: mishap }));
  return (
    <Document visit={visit} title={happened}>
      <h1>{happened}</h1>
      <p>{title}</p>
      <form method="post" action={addressOf(visit, 'send')}>
        <input type="hidden" name="order" value={orderId} />
        <input type="hidden" name="line" value={lineId} />
        <input type="hidden" name="mishap" value={mishap} />
        <input type="hidden" name="token" value={formToken} />
        {question && <QuestionField question={question} writer={visit.writer} />}
        <div class="field">
          <label class="above" for="comment">
            {write(say.comment())}
          </label>
          <p class="hint" id="comment-hint">
            {write(say.optional())}
          </p>
          <textarea id="comment" name="comment" rows={3} maxlength={longestComment} aria-describedby="comment-hint" />
        </div>
        <div class="field">
          <label class="above" for="photo">
            {write(say.photo())}
          </label>
          <p class="hint" id="photo-hint">
            {write(say.photoHint())} {write(say.optional())}
          </p>
          <input id="photo" name="photo" maxlength={200} autocomplete="off" aria-describedby="photo-hint" />
        </div>
        <button type="submit">{write(say.send())}</button>
      </form>
      <p>
        <a href={addressOf(visit, 'what', { order: orderId, line: lineId })}>{write(say.back())}</a>
      </p>
    </Document>
  );
};

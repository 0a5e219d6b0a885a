import type { FC } from 'hono/jsx';
import { longestWords } from '../../lambdas/feedback/feedback';
import { pageAnswers, type FeedbackRefusal, type PageAnswer } from '../../lambdas/feedback/feedback-contract';
import type { Sentence } from '../../lambdas/failures/definition/sentence';
import { say as shared } from '../../lambdas/failures/sentences/shared-sentences';
import { reportWords } from '../../lambdas/reports/report-words';
import { Document } from '../layout/document';
import { addressOf, type ReportVisit } from '../visit/report-visit';

const { say } = reportWords;

/** What a customer says, before it is sent. */
export interface Answered {
  readonly answer: PageAnswer;
  readonly words: string;
}

interface AskPageProps {
  readonly visit: ReportVisit;
  readonly reference: string;
  /** What was answered before. */
  readonly answer: PageAnswer | undefined;
  readonly until: string;
}

/** The question. Nothing is chosen beforehand: whatever sends it as it is sends no answer. */
export const AskPage: FC<AskPageProps> = ({ visit, reference, answer, until }) => {
  const { write } = visit.writer;
  return (
    <Document visit={visit} title={write(shared.feedbackQuestion())}>
      <h1>{write(shared.feedbackQuestion())}</h1>
      <p>{write(say.feedbackAbout({ reference }))}</p>
      {answer && <p role="status">{write(say.feedbackBefore({ answer }))}</p>}
      <form method="post" action={addressOf(visit, 'check')}>
        <fieldset>
          <legend>{write(shared.feedbackQuestion())}</legend>
          {pageAnswers.map((answer) => (
            <label class="choice">
              <input type="radio" name="answer" value={answer} required />
              {write(say.feedbackSaid({ answer: answer }))}
            </label>
          ))}
        </fieldset>
        <div class="field">
          <label class="above" for="words">
            {write(say.comment())}
          </label>
          <p class="hint" id="words-hint">
            {write(say.optional())}
          </p>
          <textarea id="words" name="words" rows={4} maxlength={longestWords} aria-describedby="words-hint"></textarea>
        </div>
        <div class="unseen" aria-hidden="true">
          <label for="website">Website</label>
          <input id="website" name="website" tabindex={-1} autocomplete="off" />
        </div>
        <button type="submit">{write(say.feedbackNext())}</button>
      </form>
      <p class="hint">{write(say.feedbackUntil({ until }))}</p>
    </Document>
  );
};

interface CheckPageProps extends Answered {
  readonly visit: ReportVisit;
  readonly token: string;
  /** It was sent before anybody can have read it. */
  readonly isQuick: boolean;
}

/** What is going to be sent, to be read once more. */
export const CheckPage: FC<CheckPageProps> = ({ visit, answer, words, token, isQuick }) => {
  const { write } = visit.writer;
  return (
    <Document visit={visit} title={write(say.feedbackCheck())}>
      <h1>{write(say.feedbackCheck())}</h1>
      {isQuick && <p role="alert">{write(say.feedbackQuick())}</p>}
      <p>{write(say.feedbackNotYet())}</p>
      <p>
        <strong>{write(say.feedbackYours({ answer }))}</strong>
      </p>
      {words !== '' && <blockquote>{words}</blockquote>}
      <form method="post" action={addressOf(visit, 'send')}>
        <input type="hidden" name="answer" value={answer} />
        <textarea name="words" hidden>
          {words}
        </textarea>
        <input type="hidden" name="token" value={token} />
        <button type="submit">{write(say.send())}</button>
      </form>
      <p>
        <a href={addressOf(visit, '')}>{write(say.back())}</a>
      </p>
    </Document>
  );
};

interface ThanksPageProps {
  readonly visit: ReportVisit;
  readonly answer: PageAnswer | undefined;
  readonly until: string;
}

export const ThanksPage: FC<ThanksPageProps> = ({ visit, answer, until }) => {
  const { write } = visit.writer;
  return (
    <Document visit={visit} title={write(say.received())}>
      <div role="status">
        <h1>{write(say.thanks())}</h1>
      </div>
      {answer && <p>{write(say.feedbackYours({ answer }))}</p>}
      {answer === 'no' && <p>{write(say.feedbackPerson())}</p>}
      <p class="hint">{write(say.feedbackUntil({ until }))}</p>
    </Document>
  );
};

/** Nothing was sent, and why. */
export const RefusedPage: FC<{ readonly visit: ReportVisit; readonly refusal: FeedbackRefusal }> = ({
  visit,
  refusal,
}) => {
  const { write } = visit.writer;
  const leadsBack = refusal === 'form-old' || refusal === 'answer-missing';
  return (
    <Document visit={visit} title={write(say.notDone())}>
      <div role="alert">
        <h1>{write(say.notDone())}</h1>
        <p>{write(whyOf(refusal))}</p>
      </div>
      {leadsBack && (
        <p>
          <a href={addressOf(visit, '')}>{write(say.startAgain())}</a>
        </p>
      )}
    </Document>
  );
};

function whyOf(refusal: FeedbackRefusal): Sentence {
  switch (refusal) {
    case 'link-invalid':
      return say.feedbackLink();
    case 'link-expired':
    case 'too-many':
      return say.feedbackOver();
    case 'form-old':
      return say.formOld();
    case 'answer-missing':
      return say.answerMissing();
    case 'too-quick':
      return say.feedbackQuick();
  }
}

/** The status of a page that refuses. */
export function statusOf(refusal: FeedbackRefusal): 400 | 404 | 410 | 429 {
  if (refusal === 'link-invalid') return 404;
  if (refusal === 'link-expired') return 410;
  return refusal === 'too-many' ? 429 : 400;
}

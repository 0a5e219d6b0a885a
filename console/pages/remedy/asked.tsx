import type { FC } from 'hono/jsx';
import { harmless } from '../../../lambdas/words/harmless-text';
import type { RemedyView } from '../../../lambdas/operator-api/response-schemas';
import { Ago, Instant } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { Who } from '../../elements/who';
import { ReasonField } from '../../fields/reason-field';
import { TokenField } from '../../fields/token-field';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';

export interface AskedProps {
  readonly remedy: RemedyView;
  readonly visit: Visit;
  /** What was typed before. */
  readonly form: Form;
}

/** Whom people asked for more, what came back, and a form that asks. */
export const Asked: FC<AskedProps> = ({ remedy, visit, form }) => {
  const { record } = remedy;
  const { hold, state, source } = record;
  const mayAsk = visit.may.includes('write') || visit.may.includes('approve');
  const asks = state === 'held' && source !== undefined && mayAsk;
  if (!asks && (hold?.asked ?? []).length === 0) return null;
  return (
    <section aria-labelledby="asked">
      <h2 id="asked">Questions to whoever reported it</h2>
      <Answers remedy={remedy} visit={visit} />
      {asks && <AskForm remedy={remedy} visit={visit} form={form} />}
    </section>
  );
};

const Answers: FC<Omit<AskedProps, 'form'>> = ({ remedy: { record, envelope }, visit }) => (
  <ol>
    {(record.hold?.asked ?? []).map(({ inquiryId, of, actor, at, by, isSent, answeredAt }) => {
      const { question, answer } = envelope?.inquiries?.[inquiryId] ?? {};
      return (
        <li>
          <Who actor={actor} /> asked {of} <Ago at={at} visit={visit} />
          {question !== undefined && `: ${question}`}
          {answeredAt === undefined ? (
            <p>
              <strong>It waits for {of}</strong> since <Instant at={at} visit={visit} />, of use until{' '}
              <Instant at={by} visit={visit} />.
              {(record.hold?.stopped?.ms ?? 0) > 0 && ' This time is theirs: the clock of the hold stands still.'}
              {isSent !== true && ' Nobody knows whether the question was sent.'}
            </p>
          ) : (
            <>
              <p>
                {of} answered <Instant at={answeredAt} visit={visit} />:
              </p>
              <blockquote>{answer === undefined ? 'The text is not kept any more.' : linesOf(answer)}</blockquote>
            </>
          )}
        </li>
      );
    })}
  </ol>
);

/** Another system wrote it: nothing of it is a link, and no sign that nobody sees turns it around. */
function linesOf(answer: string) {
  return answer.split(/\r?\n/).map((line) => <div>{harmless(line)}</div>);
}

const AskForm: FC<AskedProps> = ({ remedy: { record }, visit, form }) => (
  <details class="later" open={form['question'] !== undefined}>
    <summary>Ask {record.source} for more</summary>
    <form method="post" action={`${placeOf.remedy(record.customerId, record.remedyId)}/ask`} class="verdict">
      <TokenField visit={visit} />
      <input type="hidden" name="version" value={record.version} />
      <p>
        It has to be decided by {record.hold && <Instant at={record.hold.deadline} visit={visit} />}, unless this stage
        lets that clock stand still for whoever is asked. Nothing is given by an answer.
      </p>
      <label>
        What you want to know
        <textarea name="question" rows={3} maxlength={1000} required>
          {form['question'] ?? ''}
        </textarea>
        <small>Another system reads it: no name, no address.</small>
      </label>
      <label>
        Of use within how many hours
        <input name="askHours" inputmode="numeric" pattern="\d{1,4}" required value={form['askHours'] ?? '24'} />
      </label>
      <ReasonField typed={form['question'] === undefined ? undefined : form['why']} />
      <p class="buttons">
        <button type="submit">Ask</button>
      </p>
    </form>
  </details>
);

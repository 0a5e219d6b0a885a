import type { FC } from 'hono/jsx';
import type * as z from 'zod/mini';
import { idInPath } from '../../../lambdas/operator-api/path-id';
import type { reportResponseSchemas } from '../../../lambdas/operator-api/reports/report-schemas';
import { longestAnswer, longestComment } from '../../../lambdas/reports/intake-contract';
import { reportWords } from '../../../lambdas/reports/report-words';
import { writerFor } from '../../../lambdas/words/writer';
import type { Refusal } from '../../asking/ask';
import { placeOf } from '../../elements/places';
import { TokenField } from '../../fields/token-field';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';
import { choiceNames } from './choice-names';
import { History, type Before } from './history';

type Line = z.infer<typeof reportResponseSchemas.showLine>;
type Choice = Line['choices'][number];

export interface ReportPageProps {
  readonly visit: Visit;
  readonly of: { readonly customerId: string; readonly orderId: string; readonly lineId: string };
  readonly line: Line;
  readonly history: Before | undefined;
  readonly form: Form;
  readonly refusal: Refusal | undefined;
}

/** What the customer says happened to one line, in their words, with their history beside it. */
export const ReportPage: FC<ReportPageProps> = ({ visit, of, line: { title, choices }, history, form, refusal }) => {
  const place = `${placeOf.customer(of.customerId)}/report`;
  return (
    <Page visit={visit} title="Report a failure" within={{ title: 'What they bought', href: place }}>
      <RefusalNote refusal={refusal} />
      <p class="id">{of.customerId}</p>
      <p>
        {title}, order {of.orderId}
      </p>
      {choices.length === 0 ? (
        <p>Nothing of what can be reported can have happened to it. Ask the shop what it knows of it.</p>
      ) : (
        <form method="post" action={`${place}/${idInPath(of.orderId)}/${idInPath(of.lineId)}`} class="verdict">
          <TokenField visit={visit} />
          {choices.map((choice) => (
            <Happened choice={choice} visit={visit} form={form} isOnly={choices.length === 1} />
          ))}
          <label>
            What they say about it, in their words (kept with their address, and erased with it)
            <textarea name="comment" rows={3} maxlength={longestComment}>
              {form['comment']}
            </textarea>
          </label>
          <label>
            The reference of a photo
            <input name="photo" maxlength={200} value={form['photo']} autocomplete="off" />
          </label>
          <p class="buttons">
            <button type="submit">Report it</button>
          </p>
        </form>
      )}
      <History before={history} visit={visit} />
    </Page>
  );
};

interface HappenedProps {
  readonly choice: Choice;
  readonly visit: Visit;
  readonly form: Form;
  readonly isOnly: boolean;
}

/** One thing that can have happened, with the one question about it. */
const Happened: FC<HappenedProps> = ({ choice: { what, question }, visit, form, isOnly }) => {
  const { write } = writerFor({ locale: 'en', timeZone: undefined }, reportWords);
  const name = `answer-${what}`;
  return (
    <fieldset>
      <label>
        <input type="radio" name="what" value={what} required checked={isOnly || form['what'] === what} />
        {write(reportWords.say.mishap({ what }))}
      </label>
      {question?.asks === 'needed-by' && (
        <label>
          Needed by
          <input type="date" name={name} value={form[name]} />
        </label>
      )}
      {question?.asks === 'received-as' && (
        <label>
          It was described as “{question.described}”. What came instead
          <input name={name} maxlength={longestAnswer} value={form[name]} />
        </label>
      )}
      {question && (question.choices ?? question.startedAt) && (
        <label>
          More precisely
          <select name={name}>
            {choiceNames(question, visit).map(({ value, text }) => (
              <option value={value} selected={form[name] === value}>
                {text}
              </option>
            ))}
          </select>
        </label>
      )}
    </fieldset>
  );
};

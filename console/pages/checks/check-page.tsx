import type { FC } from 'hono/jsx';
import { shouldHave } from '../../../lambdas/ledger/check/quality-check';
import type { CheckView } from '../../../lambdas/operator-api/response-schemas';
import type { Refusal } from '../../asking/ask';
import { Amounts } from '../../elements/amount';
import { Instant } from '../../elements/instant';
import { placeOf } from '../../elements/places';
import { titleOf } from '../../elements/titles';
import { Who } from '../../elements/who';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import { TokenField } from '../../fields/token-field';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';
import { markText, shouldTexts } from './mark-text';

export interface CheckPageProps {
  readonly check: CheckView;
  readonly visit: Visit;
  readonly form: Form;
  readonly refusal: Refusal | undefined;
}

/** One remedy that is checked: what was given and why, what checkers said, and a mark. */
export const CheckPage: FC<CheckPageProps> = ({ check, visit, form, refusal }) => {
  const { customerId, remedyId, failureType, policyVersion, committedAt, amounts, kinds, reasons, marks } = check;
  return (
    <Page visit={visit} title={titleOf(failureType)} within={{ title: 'Checks', href: '/checks' }}>
      <RefusalNote refusal={refusal} />
      <dl class="facts">
        <dt>Given</dt>
        <dd>
          <Amounts of={amounts} locale={visit.locale} /> ({kinds.map((kind) => titleOf(kind).toLowerCase()).join(', ')}
          ), promised <Instant at={committedAt} visit={visit} />
        </dd>
        <dt>Because</dt>
        <dd>{reasons.join('; ')}</dd>
        <dt>Policy</dt>
        <dd>{policyVersion}</dd>
        <dt>All of it</dt>
        <dd>
          {visit.may.includes('look') ? (
            <a href={placeOf.remedy(customerId, remedyId)}>{remedyId}</a>
          ) : (
            <code>{remedyId}</code>
          )}
        </dd>
      </dl>
      {marks.length > 0 && (
        <section aria-labelledby="marks">
          <h2 id="marks">What checkers said</h2>
          <ol>
            {marks.map((mark) => (
              <li>
                {markText(mark, visit.locale)}, <Who actor={mark.actor} /> <Instant at={mark.at} visit={visit} />
                {mark.why !== undefined && `: ${mark.why}`}
              </li>
            ))}
          </ol>
        </section>
      )}
      {visit.may.includes('check') && <MarkForm check={check} visit={visit} form={form} />}
    </Page>
  );
};

const MarkForm: FC<Omit<CheckPageProps, 'refusal'>> = ({ check, visit, form }) => {
  const { customerId, remedyId, amounts, marks } = check;
  const [first] = amounts;
  return (
    <section aria-labelledby="mark">
      <h2 id="mark">Your mark</h2>
      <form method="post" action={placeOf.check(customerId, remedyId)} class="verdict">
        <TokenField visit={visit} />
        <input type="hidden" name="version" value={marks.length} />
        <input type="hidden" name="currency" value={first?.currency ?? ''} />
        <label>
          What was given
          <select name="should">
            <option value="">was right</option>
            {shouldHave.map((one) => (
              <option value={one} selected={one === form['should']}>
                was not: {shouldTexts[one].toLowerCase()}
              </option>
            ))}
          </select>
        </label>
        {first && (
          <label>
            How much it should have been, in {first.currency}
            <input name="amount" inputmode="decimal" value={form['amount']} autocomplete="off" />
          </label>
        )}
        <label>
          Why
          <input name="why" maxlength={500} value={form['why']} autocomplete="off" />
          <small>Needed where it was not right. Kept for ever: no name, no address.</small>
        </label>
        <p class="buttons">
          <button type="submit">Mark</button>
          <span class="hint">A mark is never changed: another one is added.</span>
        </p>
      </form>
    </section>
  );
};

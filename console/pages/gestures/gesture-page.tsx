import type { FC } from 'hono/jsx';
import type * as z from 'zod/mini';
import type { gestureResponseSchemas } from '../../../lambdas/operator-api/gestures/gesture-schemas';
import { toDecimal } from '../../../lambdas/model/money';
import type { Refusal } from '../../asking/ask';
import { Amount } from '../../elements/amount';
import { placeOf } from '../../elements/places';
import { TokenField } from '../../fields/token-field';
import { Page } from '../../layout/page';
import { RefusalNote } from '../../layout/refusal-note';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';
import { History, type Before } from '../reports/history';
import { kindNames } from './kind-names';

export type GestureView = z.infer<typeof gestureResponseSchemas.showGesture>;

export interface GesturePageProps {
  readonly visit: Visit;
  readonly shown: GestureView;
  /** Where the form goes: the page itself. */
  readonly place: string;
  /** Names the gesture: sent twice it is one. */
  readonly gestureId: string;
  readonly history: Before | undefined;
  readonly form: Form;
  readonly refusal: Refusal | undefined;
}

/** What somebody gives a customer of their own accord, with their budget above and the customer's history beside it. */
export const GesturePage: FC<GesturePageProps> = ({ visit, shown, place, gestureId, history, form, refusal }) => {
  const { customerId, orderId, lineId, title, currency, gives, codes } = shown;
  return (
    <Page visit={visit} title="Give something" within={{ title: 'The customer', href: placeOf.customer(customerId) }}>
      <RefusalNote refusal={refusal} />
      <p class="id">{customerId}</p>
      <p>
        {title !== undefined && `${title}, `}order {orderId}
        {lineId !== undefined && `, line ${lineId}`}
      </p>
      <Numbers shown={shown} visit={visit} />
      <form method="post" action={place} class="verdict">
        <TokenField visit={visit} />
        <input type="hidden" name="gesture" value={gestureId} />
        <Kinds shown={shown} chosen={form['gives'] ?? gives[0]} visit={visit} />
        <label>
          How much, of money or credit, in {currency}
          <input
            name="amount"
            inputmode="decimal"
            value={form['amount']}
            placeholder={toDecimal({ amountMinor: 1000, currency })}
            autocomplete="off"
          />
        </label>
        <label>
          Number for a call{shown.hasPhone && ' (the shop knows one)'}
          <input name="phone" type="tel" value={form['phone']} placeholder="+442079460123" autocomplete="off" />
        </label>
        <label>
          Reason
          <select name="code" required>
            <option value="">choose one</option>
            {codes.map(({ code, label }) => (
              <option value={code} selected={code === form['code']}>
                {label}
              </option>
            ))}
          </select>
        </label>
        <label>
          In your words, for your colleagues
          <input name="why" required maxlength={500} value={form['why']} autocomplete="off" />
          <small>Kept with the customer’s address, and erased with it. The customer does not read it.</small>
        </label>
        <p class="buttons">
          <button type="submit">Go on</button>
        </p>
      </form>
      <History before={history} visit={visit} />
    </Page>
  );
};

/** What is left, of what was paid and of the budget. */
export const Numbers: FC<{ readonly shown: GestureView; readonly visit: Visit }> = ({ shown, visit }) => {
  const { currency, paidMinor, leftMinor, budget, ofCustomer, aloneUpToMinor } = shown;
  const money = (amountMinor: number) => <Amount of={{ amountMinor, currency }} locale={visit.locale} />;
  return (
    <dl class="facts">
      <dt>Paid</dt>
      <dd>
        {money(paidMinor)}, of which {money(leftMinor)} is left to give back
      </dd>
      <dt>Your budget today</dt>
      <dd>
        {money(budget.leftMinor)} of {money(budget.mostMinor)}, {budget.gesturesLeft} gestures
      </dd>
      <dt>Another person</dt>
      <dd>
        {aloneUpToMinor === undefined ? 'approves whatever you give' : <>approves above {money(aloneUpToMinor)}</>}
      </dd>
      <dt>This customer</dt>
      <dd>
        had {ofCustomer.gestures} of {ofCustomer.most} gestures in {ofCustomer.windowDays} days
      </dd>
    </dl>
  );
};

interface KindsProps {
  readonly shown: GestureView;
  readonly chosen: string | undefined;
  readonly visit: Visit;
}

const Kinds: FC<KindsProps> = ({ shown, chosen, visit }) => (
  <fieldset>
    <legend>What they get</legend>
    {shown.gives.map((kind, index) => (
      <label>
        <input type="radio" name="gives" value={kind} required checked={chosen === kind} />
        {kindNames[kind]}
        {index === 0 && kind === 'refund' && (
          <small>
            {' '}
            up to <Amount of={{ amountMinor: shown.leftMinor, currency: shown.currency }} locale={visit.locale} />
          </small>
        )}
      </label>
    ))}
  </fieldset>
);

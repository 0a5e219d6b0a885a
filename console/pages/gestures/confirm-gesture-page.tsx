import type { FC } from 'hono/jsx';
import type { Money } from '../../../lambdas/model/money';
import type { GestureKind } from '../../../lambdas/model/judging/gesture';
import { Amount } from '../../elements/amount';
import { TokenField } from '../../fields/token-field';
import { Page } from '../../layout/page';
import type { Form } from '../../visit/form';
import type { Visit } from '../../visit/visit';
import { Numbers, type GestureView } from './gesture-page';
import { kindNames } from './kind-names';

export interface ConfirmGesturePageProps {
  readonly visit: Visit;
  readonly shown: GestureView;
  readonly place: string;
  readonly gives: GestureKind;
  readonly amount: Money | undefined;
  readonly form: Form;
}

const carried = ['gesture', 'gives', 'amount', 'phone', 'code', 'why'] as const;

/** Asks once, with the numbers, before anything is given. */
export const ConfirmGesturePage: FC<ConfirmGesturePageProps> = ({ visit, shown, place, gives, amount, form }) => {
  const { aloneUpToMinor } = shown;
  const needsAnother = amount !== undefined && (aloneUpToMinor === undefined || amount.amountMinor > aloneUpToMinor);
  return (
    <Page visit={visit} title="Give it?" within={{ title: 'Give something', href: place }}>
      <p class="id">{shown.customerId}</p>
      <p>
        <strong>
          {kindNames[gives]}
          {amount && (
            <>
              : <Amount of={amount} locale={visit.locale} />
            </>
          )}
        </strong>
      </p>
      {needsAnother && <p>Another person has to approve it: it is more than one gives alone.</p>}
      <Numbers shown={shown} visit={visit} />
      <form method="post" action={place} class="verdict">
        <TokenField visit={visit} />
        {carried.map((name) => form[name] !== undefined && <input type="hidden" name={name} value={form[name]} />)}
        <input type="hidden" name="sure" value="yes" />
        <p class="buttons">
          <button type="submit">Give it</button>
          <a href={place}>Not now</a>
        </p>
      </form>
    </Page>
  );
};

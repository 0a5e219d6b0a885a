import type { FC } from 'hono/jsx';
import { isCurrency, written, type Money } from '../../lambdas/model/money';
import { formatMoney } from '../../lambdas/model/written/format-money';

/** An amount by the reader's locale. */
export const Amount: FC<{ readonly of: Money; readonly locale: string }> = ({ of, locale }) => (
  <span class="amount">{amountText(of, locale)}</span>
);

/** Several amounts, none added to one of another currency. */
export const Amounts: FC<{ readonly of: readonly Money[]; readonly locale: string }> = ({ of, locale }) =>
  of.length === 0 ? (
    <span class="none">no money</span>
  ) : (
    <>
      {of.map((amount, index) => (
        <>
          {index > 0 && ' + '}
          <Amount of={amount} locale={locale} />
        </>
      ))}
    </>
  );

/** The same as text. */
export function amountsText(amounts: readonly Money[], locale: string): string {
  return amounts.map((amount) => amountText(amount, locale)).join(' + ');
}

function amountText(amount: Money, locale: string): string {
  return isCurrency(amount.currency) ? formatMoney(amount, locale) : written(amount);
}

import type { FC } from 'hono/jsx';
import { isCurrency } from '../../../lambdas/model/money';
import { formatMoney } from '../../../lambdas/model/written/format-money';
import { isByCurrency, textOf, type OptionRow } from './option-rows';

/** So many amounts are read at a glance. More are unfolded. */
const atAGlance = 4;

export interface OptionValueProps {
  readonly row: Pick<OptionRow, 'name' | 'value'>;
  /** In which some limits add up all currencies. Undefined where no option says it. */
  readonly reference: string | undefined;
  readonly locale: string;
}

/** What an option is set to, by the reader's locale. */
export const OptionValue: FC<OptionValueProps> = ({ row: { name, value }, reference, locale }) => {
  if (typeof value === 'number' && reference !== undefined && name.endsWith('referenceMinor')) {
    return <>{amountText(name, reference, value, locale)}</>;
  }
  if (!isByCurrency(value)) return <>{plainText(value, locale)}</>;
  const entries = Object.entries(value);
  const texts = entries.map(([currency, number]) => amountText(name, currency, number, locale));
  if (texts.length === 0) return <span class="none">in no currency</span>;
  if (texts.length <= atAGlance) return <>{texts.join(', ')}</>;
  return (
    <details>
      <summary>
        {texts[0]}, and in {texts.length - 1} other currencies
      </summary>
      {texts.join(', ')}
    </details>
  );
};

/** Amounts are whole minor units. What is no amount is a rate. */
function amountText(name: string, currency: string, number: number, locale: string): string {
  const isMoney = !/(rates|unitsFor)$/i.test(name) && isCurrency(currency) && Number.isSafeInteger(number);
  return isMoney ? formatMoney({ amountMinor: number, currency }, locale) : `${currency} ${numberText(number, locale)}`;
}

function plainText(value: unknown, locale: string): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? numberText(value, locale) : textOf(value);
}

function numberText(number: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(number);
}

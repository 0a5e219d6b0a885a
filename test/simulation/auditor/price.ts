import { asBankCounts, leastMinor } from '../provider-counting';
import type { View } from './view';

/** Money that goes back of a price, in whichever currency it goes back. */
export interface Back {
  readonly amountMinor: number;
  readonly currency: string;
}

/** How much goes back of something, where the whole of it is 1, and how much of that may be owed to rounding up. */
export interface ShareBack {
  readonly share: number;
  readonly rounding: number;
}

/** Sums of fractions are off by less than this. */
const inexact = 1e-9;

/**
 * Which share of what was paid goes back, by the price that was shown, or by what the provider really took. What is
 * paid in neither currency is more than any share.
 *
 * @param what a payment, or `payment/line`
 */
export function shareBack(all: readonly Back[], what: string, view: View): ShareBack {
  let [share, rounding] = [0, 0];
  for (const { amountMinor, currency } of all) {
    const whole = paidIn(currency, what, view);
    share += amountMinor === 0 ? 0 : amountMinor / whole;
    if (currency !== view.currencies.get(paymentOf(what))) rounding += leastMinor(currency) / whole;
  }
  return { share, rounding };
}

/** Of what somebody has said was paid otherwise nobody but the provider knows, and that only of the whole payment. */
export function isMoreThanPaid(all: readonly Back[], what: string, view: View): boolean {
  return !view.misreported.has(paymentOf(what)) && isMoreThanWhole(all, what, view);
}

export function isMoreThanWhole(all: readonly Back[], what: string, view: View): boolean {
  const { share, rounding } = shareBack(all, what, view);
  return !(share <= 1 + rounding + inexact);
}

/** As it stands in sentences. */
export function writtenBack(all: readonly Back[]): string {
  const currencies = [...new Set(all.map(({ currency }) => currency))];
  const sums = currencies.map((currency) => {
    const sum = all.reduce((total, back) => total + (back.currency === currency ? back.amountMinor : 0), 0);
    return `${sum} ${currency}`;
  });
  return sums.join(' + ') || 'nothing';
}

export function writtenPaid(what: string, view: View): string {
  return `${view.paidFor.get(what) ?? 0} ${view.currencies.get(paymentOf(what)) ?? ''}`;
}

/** What was paid for something, in that currency. 0 where it was paid in another. */
function paidIn(currency: string, what: string, view: View): number {
  const paymentId = paymentOf(what);
  const price = view.paidFor.get(what) ?? 0;
  if (view.currencies.get(paymentId) === currency) return price;
  const payment = view.payments.get(paymentId);
  if (payment?.currency !== currency) return 0;
  return (asBankCounts(payment.amount, currency) * price) / (view.paidFor.get(paymentId) ?? Infinity);
}

function paymentOf(what: string): string {
  return what.split('/')[0] ?? '';
}

import { formatMoney, isCurrency } from '../../../lambdas/model/money';
import { unreachable } from '../../../lambdas/model/unreachable';
import type { OutcomePart } from '../../../lambdas/outcomes/outcome';

/** One part, as short as a table wants it: `£3.99`, `$10.00 credit`, `new one ×1 by 23 Dec`, `call by phone`. */
export function partInWords(part: OutcomePart): string {
  switch (part.kind) {
    case 'refund':
      return amountInWords(part.amountMinor, part.currency);
    case 'credit':
      return `${amountInWords(part.amountMinor, part.currency)} credit`;
    case 'replacement': {
      const { arrivesBy } = part.shipment ?? {};
      return `new one ×${part.quantity}${arrivesBy === undefined ? '' : ` by ${dayInWords(arrivesBy)}`}`;
    }
    case 'callback':
      return part.channel === 'phone' ? 'call by phone' : `word on ${part.channel}`;
    default:
      return unreachable(part);
  }
}

/**
 * All parts, those that were given first. One in whose place another is given is named as refused.
 *
 * @param given what stands before those that were given
 */
export function partsInWords(parts: readonly OutcomePart[], given = ''): string {
  const groups = [
    [given, 'succeeded'],
    ['asked for ', 'pending'],
    ['planned ', 'planned'],
    ['in doubt ', 'unknown'],
    ['refused ', 'declined'],
  ] as const;
  return groups
    .flatMap(([before, state]) => {
      const words = parts.filter((part) => part.state === state).map(withReason);
      return words.length === 0 ? [] : [`${before}${eachOnce(words).join(' + ')}`];
    })
    .join(', ');
}

/** Parts that read the same are told together. */
function eachOnce(words: readonly string[]): string[] {
  return [...new Set(words)].map((word) => {
    const times = words.filter((other) => other === word).length;
    return times === 1 ? word : `${word} (${times} times)`;
  });
}

function withReason(part: OutcomePart): string {
  return part.reason === undefined ? partInWords(part) : `${partInWords(part)} (${part.reason})`;
}

export function amountInWords(amountMinor: number, currency: string): string {
  return isCurrency(currency) ? formatMoney({ amountMinor, currency }, 'en') : `${amountMinor} ${currency}`;
}

/** `23 Dec`, in UTC. */
export function dayInWords(at: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(at));
}

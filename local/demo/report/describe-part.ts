import { isCurrency } from '../../../lambdas/model/money';
import { formatMoney } from '../../../lambdas/model/written/format-money';
import { unreachable } from '../../../lambdas/model/unreachable';
import type { OutcomePart } from '../../../lambdas/outcomes/outcome';

/**
 * One part, short enough for a table: `refund £3.99`, `payment cancelled £3.99`, `credit $10.00`,
 * `replacement ×1 by 23 Dec`, `pass ×1 more`,
 * `callback by phone`.
 */
export function describePart(part: OutcomePart): string {
  switch (part.kind) {
    case 'refund':
      return `refund ${formatAmount(part.amountMinor, part.currency)}`;
    case 'cancellation':
      return `payment cancelled ${formatAmount(part.amountMinor, part.currency)}`;
    case 'credit':
      return `credit ${formatAmount(part.amountMinor, part.currency)}`;
    case 'replacement': {
      const { arrivesBy } = part.shipment ?? {};
      return `replacement ×${part.quantity}${arrivesBy === undefined ? '' : ` by ${formatDay(arrivesBy)}`}`;
    }
    case 'entitlement':
      return describeEntitlement(part);
    case 'callback':
      return part.channel === 'phone' ? 'callback by phone' : `callback on ${part.channel}`;
    default:
      return unreachable(part);
  }
}

/** `title restored`, `service P1D longer until 23 Dec`, `pass ×1 more until 23 Dec`. */
function describeEntitlement(part: Extract<OutcomePart, { kind: 'entitlement' }>): string {
  const { to, action, period = '', count = 0, validUntil } = part;
  const done = { restore: 'restored', extend: `${period} longer`, grant: `×${count} more` }[action];
  return `${to} ${done}${validUntil === undefined ? '' : ` until ${formatDay(validUntil)}`}`;
}

/**
 * All parts, those that succeeded first.
 *
 * @param succeeded prefix of the parts that succeeded
 */
export function describeParts(parts: readonly OutcomePart[], succeeded = ''): string {
  if (parts.length === 0) return 'an apology without money';
  const groups = [
    [succeeded, 'succeeded'],
    ['pending ', 'pending'],
    ['planned ', 'planned'],
    ['unknown ', 'unknown'],
    ['declined ', 'declined'],
  ] as const;
  return groups
    .flatMap(([prefix, state]) => {
      const described = parts.filter((part) => part.state === state).map(withReason);
      return described.length === 0 ? [] : [`${prefix}${withCounts(described).join(' + ')}`];
    })
    .join(', ');
}

/** Each text once, with how often it occurs. */
function withCounts(texts: readonly string[]): string[] {
  return [...new Set(texts)].map((text) => {
    const times = texts.filter((other) => other === text).length;
    return times === 1 ? text : `${text} (${times} times)`;
  });
}

function withReason(part: OutcomePart): string {
  return part.reason === undefined ? describePart(part) : `${describePart(part)} (${part.reason})`;
}

export function formatAmount(amountMinor: number, currency: string): string {
  return isCurrency(currency) ? formatMoney({ amountMinor, currency }, 'en') : `${amountMinor} ${currency}`;
}

/** `23 Dec`, in UTC. */
export function formatDay(at: string): string {
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(at));
}

import type { RemedyPart } from '../../model/remedy';
import { unreachable } from '../../model/unreachable';
import type { PolicyView } from '../definition/policy';
import { giveInKind, type InKindOptions } from '../in-kind/give-in-kind';
import { refundUpTo } from '../shared/refund-up-to';
import type { ContentWithdrawal } from './contract';

/** What the customer gets back of what was taken away. */
export type GiveBack = 'price' | 'title' | 'both';

/** What is given back, and why. */
interface GivenBack {
  readonly parts: readonly RemedyPart[];
  readonly reasons: readonly string[];
}

/**
 * The price, the title or both. A title that comes back beside the price is worth nothing more: the price is back
 * already, and gives back all that was paid.
 */
export function giveBack(
  { purchase, content }: ContentWithdrawal,
  { options, refundableMinor }: PolicyView<InKindOptions & { readonly giveBack: GiveBack }>,
): GivenBack {
  const why = 'because what was sold was taken away again';
  const refund = refundUpTo(purchase, purchase.amountMinor, refundableMinor);
  const isWhole = refund?.amountMinor === purchase.amountMinor;
  const price = refund ? [`${isWhole ? 'full price' : 'the rest of the price'}, ${why}`] : [];
  const right = { action: 'restore', entitlementId: content.entitlementId, to: 'title' } as const;
  const title = `the title itself, ${why}`;
  switch (options.giveBack) {
    case 'price':
      return { parts: refund ? [refund] : [], reasons: price };
    case 'title': {
      const inKind = { ...right, worthMinor: refund?.amountMinor ?? 0, fallback: refund };
      return { parts: [giveInKind(inKind, purchase, options)], reasons: [title] };
    }
    case 'both': {
      const restored = giveInKind({ ...right, worthMinor: 0, fallback: undefined }, purchase, options);
      return { parts: [...(refund ? [refund] : []), restored], reasons: [...price, title] };
    }
    default:
      return unreachable(options.giveBack);
  }
}

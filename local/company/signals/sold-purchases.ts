import type { Reference } from '../../../lambdas/detect/definition/detector';

/** A purchase as the shop tells of it, with all that finds it. */
export interface SoldPurchase {
  /** Such as a carrier and a tracking number. */
  readonly foundBy: Reference;
  /** Customer, purchase and what was bought. */
  readonly facts: object;
}

/** What the shop says of a reference. */
export type ShopAnswer = { readonly status: 'found' | 'not-found' | 'ambiguous'; readonly facts?: object | undefined };

/** What was sold on this machine, as far as somebody may ask whose it is. */
export class SoldPurchases {
  private readonly sold: SoldPurchase[] = [];

  sell(purchase: SoldPurchase): void {
    this.sold.push(purchase);
  }

  /** What it was found by has to be asked for; whatever else the question names, the shop does not know. */
  find(reference: Reference): ShopAnswer {
    const found = this.sold.filter(({ foundBy }) =>
      Object.entries(foundBy).every(([name, value]) => reference[name] === value),
    );
    const [only, ...others] = found;
    if (!only) return { status: 'not-found' };
    return others.length > 0 ? { status: 'ambiguous' } : { status: 'found', facts: only.facts };
  }
}

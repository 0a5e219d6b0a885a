import type { DeclineReason } from '../../../lambdas/fulfilment/port/part-outcome';

/** How a partner takes the next request: as it is, with a refusal, or not at all. */
export class PartnerBehaviour {
  private readonly refusals: DeclineReason[] = [];
  private isSilent = false;

  /** The next request is refused for that reason. Called twice, the next two are. */
  refuseNext(reason: DeclineReason): void {
    this.refusals.push(reason);
  }

  /** From now on, or no longer, requests are heard and never answered. */
  silence(isSilent = true): void {
    this.isSilent = isSilent;
  }

  /** What becomes of a request that comes now. */
  next():
    { readonly is: 'even' } | { readonly is: 'silent' } | { readonly is: 'refusing'; readonly reason: DeclineReason } {
    if (this.isSilent) return { is: 'silent' };
    const reason = this.refusals.shift();
    return reason === undefined ? { is: 'even' } : { is: 'refusing', reason };
  }
}

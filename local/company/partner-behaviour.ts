import type { DeclineReason } from '../../lambdas/fulfilment/port/part-outcome';

/** What a partner system does with a request. */
export type Behaviour =
  | { readonly kind: 'normal' }
  /** It keeps the request and never responds. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'refusing'; readonly reason: DeclineReason };

/** Lets a test or a demo change how a partner system treats requests. */
export class PartnerBehaviour {
  private readonly refusals: DeclineReason[] = [];
  private isSilent = false;

  /** Refuses the next request. Called twice, it refuses the next two. */
  refuseNext(reason: DeclineReason): void {
    this.refusals.push(reason);
  }

  /** Receives requests without responding, until called with false. */
  silence(isSilent = true): void {
    this.isSilent = isSilent;
  }

  protected nextBehaviour(): Behaviour {
    if (this.isSilent) return { kind: 'silent' };
    const reason = this.refusals.shift();
    return reason === undefined ? { kind: 'normal' } : { kind: 'refusing', reason };
  }
}

import type { Paces } from '../../model/guards/paces';
import type { PartnerPart } from '../../model/remedy';
import type { PartNotFound, PartOutcome } from '../port/part-outcome';
import type { CreditPartner, Partner, PartnerRequest } from '../port/partner';
import { requestsTo } from './paced-requests';

type Paced<Part extends PartnerPart> = Partner<Part> & Pick<CreditPartner, 'smallestStepMinor'>;

/** A partner that is asked as often as it takes requests. */
export class PacedPartner<Part extends PartnerPart = PartnerPart> implements Paced<Part> {
  readonly accounts: readonly string[];
  private readonly requests: ReturnType<typeof requestsTo>;

  /** @param account what else asks the same account takes turns with it */
  constructor(
    private readonly inner: Paced<Part>,
    account: string,
    paces: Paces,
  ) {
    this.requests = requestsTo(account, paces);
    this.accounts = inner.accounts;
  }

  carryOut(request: PartnerRequest<Part>): Promise<PartOutcome> {
    return this.requests.effects.ask(request, (left) => this.inner.carryOut(left));
  }

  find(request: PartnerRequest<Part>): Promise<PartOutcome | PartNotFound> {
    return this.requests.lookUps.ask(request, (left) => this.inner.find(left));
  }

  withdraw(request: PartnerRequest<Part>): Promise<PartOutcome> {
    return this.requests.effects.ask(request, (left) => this.inner.withdraw(left));
  }

  smallestStepMinor(currency: string): number {
    return this.inner.smallestStepMinor(currency);
  }
}

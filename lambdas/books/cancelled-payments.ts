import { StatementForbiddenError, type ProviderRefund } from '../fulfilment/port/provider-statement';
import type { RemedyRecord } from '../ledger/remedy-record';
import type { CancellationPart } from '../model/remedy';
import type { Finding } from './finding';
import { moneyOf } from './provider-books';
import { isWithin, type Scope } from './scope';

/** Whether a payment is cancelled, by the provider's books. Undefined where the provider cancels none. */
export type AskWhetherCancelled = ((paymentId: string) => Promise<boolean>) | undefined;

/** A payment that the ledger says was cancelled. */
interface Cancelled {
  readonly remedyId: string;
  readonly partNumber: number;
  readonly part: CancellationPart;
}

/**
 * The payments that were cancelled in the window, by the ledger: nothing was taken of them. No refund belongs to one.
 * So the provider is asked for the payment itself.
 */
export class CancelledPayments {
  private readonly cancelled: Cancelled[] = [];
  private readonly refunds = new Map<string, ProviderRefund[]>();

  constructor(private readonly scope: Scope) {}

  /** What a provider lists for the release of an authorisation moved no money. */
  addRefund(refund: ProviderRefund): void {
    if (refund.state === 'failed' || refund.isRelease === true || !isWithin(refund.createdAt, this.scope.window))
      return;
    for (const paymentId of refund.paymentIds) {
      this.refunds.set(paymentId, [...(this.refunds.get(paymentId) ?? []), refund]);
    }
  }

  /** @returns how many of its parts are compared */
  handleRecord({ remedyId, parts, history }: RemedyRecord): number {
    const isInWindow = history.some(({ at, state }) => state === 'issued' && isWithin(at, this.scope.window));
    const isSettled = Date.parse(history.at(-1)?.at ?? '') < this.scope.startedAt.getTime();
    if (!isSettled) return 0;
    const found = parts.flatMap(({ part, number, outcome }) =>
      part.kind === 'cancellation' && outcome.state === 'succeeded' ? [{ remedyId, partNumber: number, part }] : [],
    );
    const compared = found.filter(({ part }) => isInWindow || this.refunds.has(part.paymentId));
    this.cancelled.push(...compared);
    return compared.length;
  }

  /** What can be said once all of the ledger has gone by. */
  async *findings(isCancelled: AskWhetherCancelled): AsyncGenerator<Finding> {
    for (const { remedyId, partNumber, part } of this.cancelled) {
      const { paymentId } = part;
      for (const refund of this.refunds.get(paymentId) ?? []) {
        const { providerRef } = refund;
        const which = { remedyId, partNumber, providerRef, paymentId };
        yield { kind: 'refunded-and-cancelled', ...which, provider: moneyOf(refund) };
      }
      const answer = await this.ask(paymentId, isCancelled);
      if (typeof answer === 'object') {
        yield answer;
        return;
      }
      if (!answer) yield { kind: 'cancelled-not-at-provider', remedyId, partNumber, paymentId, ledger: moneyOf(part) };
    }
  }

  private async ask(paymentId: string, isCancelled: AskWhetherCancelled): Promise<boolean | Finding> {
    try {
      return (await isCancelled?.(paymentId)) ?? true;
    } catch (error) {
      if (!(error instanceof StatementForbiddenError)) throw error;
      return { kind: 'not-readable', list: 'payments', permission: error.permission };
    }
  }
}

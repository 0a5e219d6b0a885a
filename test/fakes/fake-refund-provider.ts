import type { PartOutcome } from '../../lambdas/fulfilment/part-outcome';
import type { RefundProvider, RefundRequest } from '../../lambdas/fulfilment/refund-provider';

/** A provider that keeps its keys: the same key is the same refund, as long as the request is the same. */
export class FakeRefundProvider implements RefundProvider {
  /** Refunds that really moved money, by idempotency key. */
  readonly refunds = new Map<string, RefundRequest>();
  readonly calls: RefundRequest[] = [];
  private readonly answers: ((request: RefundRequest) => PartOutcome)[] = [];

  /** The next new key gets this answer and moves no money. */
  answerNext(answer: PartOutcome | Error): void {
    this.answers.push(() => {
      if (answer instanceof Error) throw answer;
      return answer;
    });
  }

  async refund(request: RefundRequest): Promise<PartOutcome> {
    this.calls.push(request);
    const known = this.refunds.get(request.key);
    if (known)
      return sameRequest(known, request) ? paid(request) : { state: 'unknown', why: 'key with other parameters' };
    const answer = this.answers.shift();
    if (answer) return answer(request);
    this.refunds.set(request.key, request);
    return paid(request);
  }
}

function paid({ key }: RefundRequest): PartOutcome {
  return { state: 'paid', providerRef: `re_${key}`, arrival: { minBusinessDays: 5, maxBusinessDays: 10 } };
}

function sameRequest(a: RefundRequest, b: RefundRequest): boolean {
  return JSON.stringify({ ...a, timeoutMs: 0 }) === JSON.stringify({ ...b, timeoutMs: 0 });
}

import type { AdaptivePace } from '../../model/guards/adaptive-pace';
import { inTurn } from '../../model/guards/in-turn';
import type { Paces } from '../../model/guards/paces';
import { NotAttemptedError, type RefundRequest } from '../port/refund-provider';

type Timed = Pick<RefundRequest, 'key' | 'timeoutMs'>;

/** Requests that a provider or partner counts together, as often as it takes them. */
class PacedRequests {
  constructor(
    private readonly pace: AdaptivePace,
    private readonly clock: () => Date,
  ) {}

  /**
   * Makes the request when its turn comes, and the same again where there were too many.
   *
   * @param make gets the request with the time that is left
   * @throws {@link NotAttemptedError} where its turn does not come in time
   */
  ask<Request extends Timed, Answer>(request: Request, make: (left: Request) => Promise<Answer>): Promise<Answer> {
    const { key, timeoutMs } = request;
    const props = {
      pace: this.pace,
      clock: this.clock,
      timeoutMs,
      isRateLimited: (error: Error) => error instanceof NotAttemptedError && error.isRateLimited,
      notBegun: () => new NotAttemptedError(`${key} was not begun: its turn did not come in time`),
    };
    return inTurn(props, (leftMs) => make({ ...request, timeoutMs: leftMs }));
  }
}

/** What an account is asked to do, and what it is asked about: providers count the two apart. */
export function requestsTo(
  account: string,
  paces: Paces,
): { readonly effects: PacedRequests; readonly lookUps: PacedRequests } {
  const requestsOf = (name: string): PacedRequests => new PacedRequests(paces.of(name), paces.machine.clock);
  return { effects: requestsOf(account), lookUps: requestsOf(`${account}, questions`) };
}

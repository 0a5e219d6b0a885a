import { NotAttemptedError, type RefundProvider } from './refund-provider';

/**
 * Moves no money, for a failure type whose definition says that it moves none: its function has no key to do it with.
 */
export class NoRefunds implements RefundProvider {
  readonly accounts = [];

  refund(): Promise<never> {
    return Promise.reject(notMoved());
  }

  find(): Promise<never> {
    return Promise.reject(notMoved());
  }

  /** Nothing is rounded. */
  smallestStepMinor(): number {
    return 1;
  }
}

function notMoved(): NotAttemptedError {
  return new NotAttemptedError(
    'The definition of this failure type says "movesMoney: false", and its policy gives a refund. Take the one or the other out.',
  );
}

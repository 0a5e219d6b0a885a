import { NotAttemptedError } from '../port/refund-provider';

/** The secret with which a payment provider is called. */
export interface ProviderKey {
  /** @throws {@link NotAttemptedError} where the secret cannot be read */
  read(): Promise<string>;
  /** The provider did not accept it. The next `read` asks the secret store again, which may hold a newer one. */
  forget(): void;
}

/** There is no key to be read, and there will be none until a person has put it right. Nothing was attempted. */
export class KeyMissingError extends NotAttemptedError {
  override readonly name = 'KeyMissingError';
}

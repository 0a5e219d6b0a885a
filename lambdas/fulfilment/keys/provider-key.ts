/** The secret with which a payment provider is called. */
export interface ProviderKey {
  /** @throws {@link NotAttemptedError} where the secret cannot be read */
  read(): Promise<string>;
  /** The provider did not accept it. The next `read` asks the secret store again, which may hold a newer one. */
  forget(): void;
}

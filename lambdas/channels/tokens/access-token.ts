import type { ProviderKey } from '../../fulfilment/keys/provider-key';
import { NoAccessTokenError } from '../port/ask-network';

/** A key that ends. */
export interface AccessToken {
  readonly token: string;
  readonly seconds: number;
}

export interface TokenSource {
  /** What does not end, and is asked with. */
  readonly secret: ProviderKey;
  /** @throws NoAccessTokenError where there is none for this secret */
  readonly ask: (secret: string) => Promise<AccessToken>;
  readonly clock: () => Date;
}

/** A token is not used to its last second: the request has to arrive. */
const spareMs = 60_000;

/**
 * A key that ends, asked for with one that does not. It is kept in the memory of one function and nowhere else, so
 * nothing of a network's keys is written, and whoever asks at the same time asks once.
 */
export class AccessTokens implements ProviderKey {
  private known: { readonly token: string; readonly untilMs: number } | undefined;
  private asking: Promise<string> | undefined;

  constructor(private readonly source: TokenSource) {}

  async read(): Promise<string> {
    const { known } = this;
    if (known && this.source.clock().getTime() < known.untilMs) return known.token;
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    return this.asking;
  }

  /** The network takes it no more: it may have another one, and so may the store of the secret. */
  forget(): void {
    this.known = undefined;
    this.source.secret.forget();
  }

  private async ask(): Promise<string> {
    const { secret, ask, clock } = this.source;
    const askedAt = clock().getTime();
    const value = await secret.read();
    try {
      const { token, seconds } = await ask(value);
      this.known = { token, untilMs: askedAt + seconds * 1000 - spareMs };
      return token;
    } catch (error) {
      // A person may put the secret right meanwhile.
      if (error instanceof NoAccessTokenError) secret.forget();
      throw error;
    }
  }
}

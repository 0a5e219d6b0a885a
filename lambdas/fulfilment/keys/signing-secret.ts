import type { ProviderKey } from './provider-key';
import type { InvalidSignature } from '../port/webhook-event';

/** Requests with an invalid signature cause the secret to be read again no more often than this. */
const rereadMs = 60_000;

/** The secret with which a provider signs its webhook events. */
export class SigningSecret {
  private rereadAt = -Infinity;
  private proved: string | undefined;

  constructor(private readonly key: ProviderKey) {}

  /**
   * The secret as it is now, for a proof by which a provider judges us: nothing that it sends would say that ours is
   * old, so it is read again, once a minute at most. Where it cannot be, the one before is most likely still right, and
   * a provider that gets no proof sends nothing more.
   *
   * @throws {@link NotAttemptedError} where it could never be read
   */
  async current(now: Date): Promise<string> {
    const before = this.proved;
    if (now.getTime() - this.rereadAt >= rereadMs) {
      this.rereadAt = now.getTime();
      this.key.forget();
    }
    try {
      return (this.proved = await this.key.read());
    } catch (error) {
      if (before === undefined) throw error;
      return before;
    }
  }

  /**
   * Checks a signature. One that does not match may have been made with a newer secret than ours, so the secret is read
   * again once, and the signature checked with it.
   */
  async verify<Verified>(
    now: Date,
    check: (secret: string) => Verified | InvalidSignature,
  ): Promise<Verified | InvalidSignature> {
    const first = check(await this.key.read());
    if (!isInvalid(first) || now.getTime() - this.rereadAt < rereadMs) return first;
    this.rereadAt = now.getTime();
    this.key.forget();
    return check(await this.key.read());
  }
}

function isInvalid(value: unknown): value is InvalidSignature {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'invalid-signature';
}

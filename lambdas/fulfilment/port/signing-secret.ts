import type { InvalidSignature } from './webhook-event';
import type { ProviderKey } from './provider-key';

/** Calls with a wrong signature cost nobody a reading of the secret store more often than this. */
const rereadMs = 60_000;

/** The secret with which a provider signs its news, and what is done when a signature does not fit. */
export class SigningSecret {
  private rereadAt = -Infinity;

  constructor(private readonly key: ProviderKey) {}

  /**
   * Believes a call whose signature fits. One that does not may have been made with a newer secret than ours, so the secret
   * is read anew once, and the call looked at again.
   */
  async verify<Proof>(
    now: Date,
    look: (secret: string) => Proof | InvalidSignature,
  ): Promise<Proof | InvalidSignature> {
    const first = look(await this.key.read());
    if (!isRefusal(first) || now.getTime() - this.rereadAt < rereadMs) return first;
    this.rereadAt = now.getTime();
    this.key.forget();
    return look(await this.key.read());
  }
}

function isRefusal(value: unknown): value is InvalidSignature {
  return typeof value === 'object' && value !== null && 'event' in value && value.event === 'invalid-signature';
}

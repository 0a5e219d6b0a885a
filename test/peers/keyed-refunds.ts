import { randomUUID } from 'node:crypto';

/** Providers forget keys from 24 h on. */
const keyKeptMs = 24 * 60 * 60 * 1000;

/** A provider's books. One key is one refund, as long as it is kept; without a key every call is another refund. */
export class KeyedRefunds {
  readonly made: string[] = [];
  private readonly known = new Map<string, { readonly reference: string; readonly at: number }>();

  /** @returns the refund's reference */
  refund(key?: string): string {
    const known = key === undefined ? undefined : this.known.get(key);
    if (known && Date.now() - known.at < keyKeptMs) return known.reference;
    const reference = `re_${randomUUID()}`;
    this.made.push(reference);
    if (key !== undefined) this.known.set(key, { reference, at: Date.now() });
    return reference;
  }
}

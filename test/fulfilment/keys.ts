import type { ProviderKey } from '../../lambdas/fulfilment/keys/provider-key';

/** A key that is the next one of a list every time it is forgotten. */
export function keyOf(...keys: string[]): ProviderKey & { forgotten: number } {
  return {
    forgotten: 0,
    read: async () => keys[0] ?? '',
    forget() {
      this.forgotten++;
      if (keys.length > 1) keys.shift();
    },
  };
}

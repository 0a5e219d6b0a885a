import type { ProviderKey } from '../../lambdas/fulfilment/keys/provider-key';

/** A key as a function reads it: once, and again after it was refused. */
export interface RotatingKey extends ProviderKey {
  /** The store has another one from now on. */
  replace(key: string): void;
}

export function keyThatIsReadOnce(first: string): RotatingKey {
  let stored = first;
  let known: string | undefined;
  return {
    read: async () => (known ??= stored),
    forget: () => void (known = undefined),
    replace: (key) => void (stored = key),
  };
}

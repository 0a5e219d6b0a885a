/** Something that the key of the deployment has to be allowed to do at the provider, and whether it is. */
export interface ProviderRight {
  /** As the provider's own pages name it. */
  readonly right: string;
  /** What does not work without it. */
  readonly without: string;
  /** Whether a key that only reads should have it: `needs`, `may` do without, or `should-not`. */
  readonly reader: 'needs' | 'may' | 'should-not';
  readonly state: 'given' | 'lacking' | 'not-seen';
  /** What was answered, where it is not given. No key and no part of one. */
  readonly why?: string | undefined;
}

/** Whether the provider sends its webhook events to our address. */
export interface WebhookRegistration {
  readonly state: 'registered' | 'missing' | 'not-seen';
  /** What is wrong with it, or why nobody knows. */
  readonly why?: string | undefined;
}

/** What a deployment says about its provider. It holds no secret. */
export interface ProviderReadiness {
  readonly provider: 'stripe' | 'http';
  /** Whether the secret could be read, and the provider accepts it. */
  readonly key: { readonly state: 'accepted' | 'missing' | 'refused' | 'not-seen'; readonly why?: string | undefined };
  /** Whether the key moves real money. Undefined where it does not say. */
  readonly mode?: 'live' | 'test' | undefined;
  readonly rights: readonly ProviderRight[];
  /** Undefined where nobody asked for an address. */
  readonly webhook?: WebhookRegistration | undefined;
}

/** Tells what the provider lets this deployment do. It moves no money and changes nothing. */
export interface ProviderInspection {
  /** @param webhookUrl the address that webhook events should go to, where there is one */
  inspect(webhookUrl: string | undefined): Promise<ProviderReadiness>;
}

import type { CustomerLink } from './inbound-message';

/** Somebody on a network. */
export interface Handle {
  readonly network: string;
  readonly account: string;
  readonly handle: string;
}

/** The company's own system that knows which handles its customers gave it. */
export interface KnownCustomers {
  /**
   * Undefined where no customer gave this handle, or none of their purchases is meant.
   *
   * @throws where it does not answer, so that the message is looked at again
   */
  whoIs(handle: Handle): Promise<CustomerLink | undefined>;
}

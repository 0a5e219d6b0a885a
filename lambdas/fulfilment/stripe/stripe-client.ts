import Stripe from 'stripe';
import { wasNeverConnected } from '../../model/connection';
import { KeyMissingError, type ProviderKey } from '../keys/provider-key';
import { AccountTroubleError, NotAttemptedError } from '../port/refund-provider';
import { stripeAccount } from './stripe-account';
import type { StripeConnect } from './stripe-connect';

/** The SDK retries once where no answer came. It waits up to this long in between. */
const retries = 1;
const retryWaitMs = 1_000;

export interface StripeClientProps {
  readonly key: ProviderKey;
  /** Where Stripe's API is reached, without a path. */
  readonly apiUrl: string;
  /** @default - payments of the account of the API key, whose whole refund it bears */
  readonly connect?: StripeConnect | undefined;
}

/** Stripe's SDK with a key that is read again after it was refused. */
export class StripeClient {
  private connection: { readonly key: string; readonly stripe: Stripe } | undefined;

  constructor(private readonly props: StripeClientProps) {}

  /** Reads the key, and makes the SDK ready for requests. */
  async warm(): Promise<void> {
    this.connect(await this.readKey());
  }

  /** A key that is refused may have been rotated: then the request is made once more with the new one. */
  async call<Result>(request: (stripe: Stripe) => Promise<Result>): Promise<Result> {
    const key = await this.readKey();
    try {
      return await request(this.connect(key));
    } catch (error) {
      if (!isKeyRefused(error)) throw error;
      this.props.key.forget();
      const fresh = await this.readKey();
      if (fresh === key) throw error;
      return await request(this.connect(fresh));
    }
  }

  private async readKey(): Promise<string> {
    try {
      return await this.props.key.read();
    } catch (error) {
      if (!(error instanceof KeyMissingError)) throw error;
      throw new AccountTroubleError({ account: stripeAccount, why: error.message }, undefined, { cause: error });
    }
  }

  private connect(key: string): Stripe {
    if (this.connection?.key !== key) this.connection = { key, stripe: stripeAt(this.props, key) };
    return this.connection.stripe;
  }
}

/** Options with which a request, its retry included, ends within that time. */
export function within(timeoutMs: number): { timeout: number; maxNetworkRetries: number } {
  const timeout = Math.max(1, Math.floor((timeoutMs - retries * retryWaitMs) / (retries + 1)));
  return { timeout, maxNetworkRetries: retries };
}

/**
 * Whether Stripe refused the request before processing it, or never received it. Where the SDK retried, this is about
 * its second try, and no error says whether it did. The first may have got through all the same, so it is not certain
 * of a request with an effect: the event is delivered again with the same key, and Stripe then answers with what the
 * first try did.
 */
export function wasNotAttempted(error: Stripe.errors.StripeError): boolean {
  if (error instanceof Stripe.errors.StripeConnectionError) return wasNeverConnected(error.detail);
  return (
    error instanceof Stripe.errors.StripeRateLimitError ||
    error.code === 'lock_timeout' ||
    error.code === 'idempotency_key_in_use'
  );
}

/**
 * The error of a request that {@link wasNotAttempted}.
 *
 * @param what what Stripe did not do
 * @param isCertain false of a request with an effect
 */
export function notAttempted(error: Stripe.errors.StripeError, what: string, isCertain: boolean): NotAttemptedError {
  const isRateLimited = error instanceof Stripe.errors.StripeRateLimitError && error.code !== 'lock_timeout';
  const text = `Stripe did not ${what}: ${adviceOnError(error)}`;
  return new NotAttemptedError(text, { cause: error, isCertain, isRateLimited });
}

/** What follows a request that was not attempted, for the reader of the log. */
function adviceOnError(error: Stripe.errors.StripeError): string {
  if (error instanceof Stripe.errors.StripeConnectionError)
    return 'its API could not be reached. The event is delivered again';
  if (error.code === 'idempotency_key_in_use')
    return 'another attempt with the same key is in progress. The event is delivered again';
  if (error.code === 'lock_timeout') return 'the payment is being changed elsewhere. The event is delivered again';
  return 'it asks for fewer requests. The event is delivered again';
}

/** A test-mode key does not see live payments, so its answer says no more about them than that of a wrong key. */
function isKeyRefused(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeAuthenticationError ||
    (error instanceof Stripe.errors.StripeError && error.code === 'livemode_mismatch')
  );
}

function stripeAt({ apiUrl, connect }: StripeClientProps, key: string): Stripe {
  const { hostname, port, protocol } = new URL(apiUrl);
  return new Stripe(key, {
    host: hostname,
    protocol: protocol === 'http:' ? 'http' : 'https',
    ...(port ? { port } : {}),
    telemetry: false,
    ...(connect?.account === undefined ? {} : { stripeAccount: connect.account }),
  });
}

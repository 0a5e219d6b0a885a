import Stripe from 'stripe';
import type { DeclineReason } from '../port/part-outcome';
import { AccountTroubleError } from '../port/refund-provider';

/** The account as a whole: its trouble stops refunds and credits alike. */
export const stripeAccount = 'stripe';

/** What a key may do there. Each is a permission of its own, so one can be missing while the other works. */
export type StripeRight = 'refunds' | 'cancellations' | 'credits' | 'payments';

/** The accounts whose trouble stops what needs these rights. */
export function accountsFor(...rights: readonly StripeRight[]): readonly string[] {
  return [stripeAccount, ...rights.map(accountOf)];
}

function accountOf(right: StripeRight): string {
  return `${stripeAccount}-${right}`;
}

/** Codes that say the same to every request: https://docs.stripe.com/error-codes */
const codesOfAccount: Readonly<Record<string, string>> = {
  account_invalid: 'Stripe does not know the account that the key names',
  api_key_expired: 'the API key has expired',
  capability_not_active: 'the account lacks a capability, or it is restricted',
  livemode_mismatch: 'the API key is of the test mode, or the account is',
  platform_account_required: 'the API key is not that of the platform',
  platform_api_key_expired: 'the API key of the platform has expired',
  secret_key_required: 'the API key is a publishable one, and a secret one is needed',
  testmode_charges_only: 'the account is not activated',
  tls_version_unsupported: 'Stripe does not accept the TLS version of this client',
};

/** Codes that are said of an account as well as of one payment. */
const codesOfEither: Readonly<Record<string, string>> = {
  action_blocked: 'Stripe has blocked the action',
  request_blocked: 'Stripe has blocked the request',
};

/**
 * The error as trouble of the account, or undefined where it is about this one request. A refusal without a code or a
 * parameter is said of an account as well as of one payment, and the error then names what it means of the payment.
 */
export function accountTroubleIn(
  error: Stripe.errors.StripeError,
  right: StripeRight,
): AccountTroubleError | undefined {
  if (isReplayed(error)) return undefined;
  if (error instanceof Stripe.errors.StripeAuthenticationError) {
    const why = codesOfAccount[error.code ?? ''] ?? 'Stripe does not accept the API key';
    return troubleOf(stripeAccount, `${why}. Put a valid key into the provider secret`, error);
  }
  if (error instanceof Stripe.errors.StripePermissionError) return missingPermission(error, right);
  const ofAccount = codesOfAccount[error.code ?? ''];
  if (ofAccount !== undefined) return troubleOf(stripeAccount, ofAccount, error);
  if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) return undefined;
  if (error.code === 'resource_missing' && /exists in live mode, but a test mode key/.test(error.message)) {
    return troubleOf(stripeAccount, 'the API key is of the test mode, and payments are live', error);
  }
  const ofEither = codesOfEither[error.code ?? ''];
  if (ofEither !== undefined) return troubleOf(stripeAccount, ofEither, error, 'other');
  const isMute = error.statusCode === 400 && error.code === undefined && error.param === undefined;
  return isMute ? troubleOf(stripeAccount, 'Stripe refuses without a code (400)', error, 'other') : undefined;
}

/** An answer that Stripe kept under the idempotency key says how the account was then, and not how it is now. */
function isReplayed({ headers }: Stripe.errors.StripeError): boolean {
  return headers?.['idempotent-replayed'] === 'true';
}

/** Whether the error once was about the account, whatever it says now. */
export function wasOfAccount({ code }: Stripe.errors.StripeError): boolean {
  return code !== undefined && (codesOfAccount[code] ?? codesOfEither[code]) !== undefined;
}

/** A payment or customer that is not there, at an account that shows nothing of ours either. */
export function unknownAccount(cause: unknown, what: string, otherwise: DeclineReason): AccountTroubleError {
  const why = `Stripe knows neither the ${what} nor any refund of ours: the key may be that of another account`;
  return troubleOf(stripeAccount, why, cause, otherwise);
}

/** Stripe names the permission that is missing: `Having the 'rak_charge_write' permission would allow …`. */
function missingPermission({ message }: Stripe.errors.StripeError, right: StripeRight): AccountTroubleError {
  const permission = /\b(rak_[a-z_]+)\b/.exec(message)?.[1];
  const lacks = permission === undefined ? `the right to ${right}` : `the permission ${permission}`;
  return new AccountTroubleError({ account: accountOf(right), why: `the API key lacks ${lacks}`, permission });
}

function troubleOf(name: string, why: string, cause: unknown, otherwise?: DeclineReason): AccountTroubleError {
  return new AccountTroubleError({ account: name, why }, otherwise, { cause });
}

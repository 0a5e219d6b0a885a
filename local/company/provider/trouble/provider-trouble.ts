import { ServerResponse, type IncomingMessage } from 'node:http';
import { bodyOf } from '../../../emulator/server/aws-json';
import { wait } from '../../../emulator/server/clock';
import { isOfShop } from './shop-key';

/**
 * What is wrong with the provider, as whoever asks it sees that. `down`: a connection ends without an answer, and
 * nothing was read. `slow`: each answer takes seconds. `reply-lost`: what is asked for is done, and no answer arrives.
 * `rate-limited`: it is asked too often. `key-expired`: it does not accept the key.
 */
export type ProviderTrouble = 'down' | 'slow' | 'reply-lost' | 'rate-limited' | 'key-expired';

/** Handles a request as the provider does in which nothing is wrong. */
export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Within what our functions wait for an answer. */
const slowMs = 2_000;

export interface TroubledProps {
  /** All that is wrong at the moment. */
  readonly troubles: () => readonly ProviderTrouble[];
  /** Aborted when the provider stops. */
  readonly signal: AbortSignal;
}

/** The same provider, in trouble. The shop is spared: without payments nobody could see what the trouble does. */
export function troubled(handle: Handle, { troubles, signal }: TroubledProps): Handle {
  return async (request, response) => {
    const all = isOfShop(request) ? [] : troubles();
    if (all.includes('down')) {
      request.socket.destroy();
      return;
    }
    // The sender is still there: it has to be read to its end, or it would break off instead of getting an answer.
    await bodyOf(request);
    if (all.includes('slow')) await wait(slowMs, signal);
    const refusal = all.includes('key-expired') ? expired : all.includes('rate-limited') ? tooMany : undefined;
    if (refusal) {
      refuse(response, refusal);
      return;
    }
    if (!all.includes('reply-lost') || request.method !== 'POST') return handle(request, response);
    // It is written to nobody.
    await handle(request, new ServerResponse(request));
    request.socket.destroy();
  };
}

interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly error: Readonly<Record<string, string>>;
}

/** https://docs.stripe.com/rate-limits */
const tooMany: Refusal = {
  status: 429,
  headers: { 'Stripe-Rate-Limited-Reason': 'global-rate' },
  error: {
    code: 'rate_limit',
    doc_url: 'https://stripe.com/docs/error-codes/rate-limit',
    message: 'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.',
    type: 'invalid_request_error',
  },
};

/** https://docs.stripe.com/error-codes#api-key-expired */
const expired: Refusal = {
  status: 401,
  headers: { 'WWW-Authenticate': 'Bearer realm="Stripe"' },
  error: {
    code: 'api_key_expired',
    doc_url: 'https://stripe.com/docs/error-codes/api-key-expired',
    message: 'Expired API Key provided: sk_test_*ocal',
    type: 'invalid_request_error',
  },
};

function refuse(response: ServerResponse, { status, headers, error }: Refusal): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify({ error }));
}

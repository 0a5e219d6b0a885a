import * as z from 'zod/mini';
import { wasNeverConnected } from '../../model/connection';
import { redacted } from '../../model/guards/redacted';
import { KeyMissingError, type ProviderKey } from '../keys/provider-key';
import { boundedText, mostAnswerBytes } from './http-body';
import { signatureOf } from './request-signature';
import { jsonOf } from '../../model/written/json-of';

export interface HttpEndpointProps {
  /** The secret with which requests are signed. */
  readonly key: ProviderKey;
  /**
   * The base URL of the team's endpoint, such as `https://payments.example.com/amends`. Only loopback may do without
   * TLS.
   */
  readonly endpointUrl: string;
  /** @default the system's clock */
  readonly clock?: () => Date;
}

export interface EndpointRequest {
  /** Below the endpoint's URL, with its query. */
  readonly path: string;
  /** Makes it a POST, under an idempotency key. */
  readonly post?: { readonly body: string; readonly idempotencyKey: string };
  readonly timeoutMs: number;
}

/**
 * What a request came to. `account-trouble` and `not-attempted`: the endpoint did nothing about this very request.
 * `no-response`: it may have done what was asked for, and gave no response that says so.
 */
export type EndpointResult =
  /** It refuses every request of ours. */
  | { readonly type: 'account-trouble'; readonly why: string; readonly permission?: string | undefined }
  | { readonly type: 'response'; readonly status: number; readonly body: unknown }
  | {
      readonly type: 'not-attempted';
      readonly why: string;
      /** Another attempt with the same key is, of which nobody knows yet what comes. */
      readonly isInProgress?: true;
      /** It asked for fewer requests. */
      readonly isRateLimited?: true;
      readonly cause?: unknown;
    }
  | { readonly type: 'no-response'; readonly why: string };

const local = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** A team's own service, reached by signed requests: docs/refund-endpoint.md. */
export class HttpEndpoint {
  private readonly base: URL;
  private readonly clock: () => Date;

  constructor(private readonly props: HttpEndpointProps) {
    this.base = new URL(props.endpointUrl.replace(/(?<!\/)\/+$/, ''));
    this.clock = props.clock ?? (() => new Date());
    if (this.base.protocol !== 'https:' && !local.test(this.base.hostname)) {
      throw new Error(`The endpoint ${this.base.protocol}//${this.base.host} has to be reached by https`);
    }
  }

  /** Reads the secret before it is needed. */
  async warm(): Promise<void> {
    await this.props.key.read();
  }

  async request(request: EndpointRequest): Promise<EndpointResult> {
    const secret = await this.readSecret();
    if (typeof secret === 'object') return secret;
    const timeout = AbortSignal.timeout(Math.max(1, Math.floor(request.timeoutMs)));
    try {
      return await this.resultOf(await this.send(request, secret, timeout));
    } catch (error) {
      return timeout.aborted ? { type: 'no-response', why: 'it did not answer in time' } : resultOfError(error);
    }
  }

  private async readSecret(): Promise<string | EndpointResult> {
    try {
      return await this.props.key.read();
    } catch (error) {
      if (!(error instanceof KeyMissingError)) throw error;
      return { type: 'account-trouble', why: error.message };
    }
  }

  /**
   * A redirect is not followed: the signature is made for this address, and a refund for one place only. No connection
   * is kept alive. One that was kept while the function was frozen is often dead, and nobody can say whether a request
   * that was written to it arrived.
   */
  private send({ path, post }: EndpointRequest, secret: string, signal: AbortSignal): Promise<Response> {
    const url = new URL(`${this.base.pathname.replace(/\/$/, '')}${path}`, this.base.origin);
    const timestampSeconds = Math.floor(this.clock().getTime() / 1000);
    const text = post ? post.body : `${url.pathname}${url.search}`;
    return fetch(url, {
      method: post ? 'POST' : 'GET',
      headers: {
        accept: 'application/json',
        connection: 'close',
        'amends-timestamp': String(timestampSeconds),
        'amends-signature': signatureOf({ timestampSeconds, text }, secret),
        ...(post ? { 'content-type': 'application/json', 'idempotency-key': post.idempotencyKey } : {}),
      },
      ...(post ? { body: post.body } : {}),
      redirect: 'manual',
      signal,
    });
  }

  private async resultOf(response: Response): Promise<EndpointResult> {
    const { status, headers } = response;
    const text = await boundedText(response);
    if (status === 401 || status === 403) {
      this.props.key.forget();
      return refusedBy(status, jsonOf(text));
    }
    if (status === 409) {
      return { type: 'not-attempted', why: 'another attempt with the same key is in progress', isInProgress: true };
    }
    if (status === 429) return { type: 'not-attempted', why: 'it asks for fewer requests', isRateLimited: true };
    if (headers.get('amends-not-attempted') === 'true' && status === 503) {
      return { type: 'not-attempted', why: 'it takes no requests at the moment' };
    }
    if (status >= 300 && status < 400)
      return { type: 'no-response', why: `it redirects (${status}), which is not followed` };
    if (text === undefined) {
      return { type: 'no-response', why: `it answered with more than ${mostAnswerBytes} bytes, which are not read` };
    }
    return { type: 'response', status, body: jsonOf(text) };
  }
}

/** What an endpoint may say with 401 or 403: docs/refund-endpoint.md. */
const troubleSchema = z.object({
  why: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  permission: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
});

function refusedBy(status: 401 | 403, body: unknown): EndpointResult {
  const { why, permission } = troubleSchema.safeParse(redactedIn(body)).data ?? {};
  const signature = `it does not accept the signature (${status}). Compare the secret on both sides`;
  if (status === 401) return { type: 'account-trouble', why: why ?? signature };
  const lacks = permission === undefined ? signature : `it lacks the permission ${permission} (403)`;
  return { type: 'account-trouble', why: why ?? lacks, permission };
}

/** What it says goes into the controls, to operators and into logs. It may repeat what it was sent. */
function redactedIn(body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'string' ? redacted(value) : value,
    ]),
  );
}

/** Errors of Node's fetch and of TLS that come before a request is written. */
const neverSent = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function resultOfError(error: unknown): EndpointResult {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no code';
  if (wasNeverConnected(cause) || neverSent.has(code)) {
    return { type: 'not-attempted', why: `it could not be reached (${code})`, cause: error };
  }
  return { type: 'no-response', why: `the connection broke (${code})` };
}

import { wasNeverConnected } from '../../model/connection';
import type { ProviderKey } from '../port/provider-key';
import { signatureOf } from './request-signature';

export interface HttpEndpointProps {
  /** The secret with which requests are signed. */
  readonly key: ProviderKey;
  /** Where the team's endpoint begins, such as `https://payments.example.com/amends`. Only loopback goes without TLS. */
  readonly endpointUrl: string;
  /** @default the system's clock */
  readonly clock?: () => Date;
}

export interface HttpQuestion {
  /** Below the endpoint's URL, with its query. */
  readonly path: string;
  /** Makes it a POST, under an idempotency key. */
  readonly post?: { readonly body: string; readonly idempotencyKey: string };
  readonly timeoutMs: number;
}

/** What came of a request. `not-attempted` means that the endpoint certainly did nothing. */
export type HttpResponse =
  | { readonly got: 'answer'; readonly status: number; readonly body: unknown }
  | { readonly got: 'not-attempted'; readonly why: string; readonly cause?: unknown }
  | { readonly got: 'nothing'; readonly why: string };

const local = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** A team's own payment service, reached by signed requests: docs/refund-endpoint.md. */
export class HttpEndpoint {
  private readonly base: URL;
  private readonly clock: () => Date;

  constructor(private readonly props: HttpEndpointProps) {
    this.base = new URL(props.endpointUrl.replace(/\/+$/, ''));
    this.clock = props.clock ?? (() => new Date());
    if (this.base.protocol !== 'https:' && !local.test(this.base.hostname)) {
      throw new Error(
        `The refund endpoint has to be reached by https, not by ${this.base.protocol}//${this.base.host}`,
      );
    }
  }

  async ask(question: HttpQuestion): Promise<HttpResponse> {
    const secret = await this.props.key.read();
    const timeUp = AbortSignal.timeout(Math.max(1, Math.floor(question.timeoutMs)));
    try {
      return await this.answerOf(await this.send(question, secret, timeUp));
    } catch (error) {
      return timeUp.aborted ? { got: 'nothing', why: 'it did not answer in time' } : answerOfError(error);
    }
  }

  /**
   * A redirect is not followed: the signature stands for this address, and a refund for one place only. No connection is kept,
   * because one that was kept through a pause of the function is often dead, and a request written to it leaves a doubt.
   */
  private send({ path, post }: HttpQuestion, secret: string, signal: AbortSignal): Promise<Response> {
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

  private async answerOf(response: Response): Promise<HttpResponse> {
    const { status, headers } = response;
    const text = await response.text();
    if (status === 401 || status === 403) {
      this.props.key.forget();
      return {
        got: 'not-attempted',
        why: `it does not accept the signature (${status}). Compare the secret on both sides`,
      };
    }
    if (status === 409) return { got: 'not-attempted', why: 'another attempt is asking with the same key' };
    if (status === 429) return { got: 'not-attempted', why: 'it asks for fewer requests' };
    if (headers.get('amends-not-attempted') === 'true' && status === 503) {
      return { got: 'not-attempted', why: 'it takes no requests at the moment' };
    }
    if (status >= 300 && status < 400)
      return { got: 'nothing', why: `it redirects (${status}), which is not followed` };
    return { got: 'answer', status, body: jsonOf(text) };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
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

function answerOfError(error: unknown): HttpResponse {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no code';
  if (wasNeverConnected(cause) || neverSent.has(code)) {
    return { got: 'not-attempted', why: `it could not be reached (${code})`, cause: error };
  }
  return { got: 'nothing', why: `it broke off (${code})` };
}
